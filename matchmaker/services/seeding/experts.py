from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.people import add_user
from matchmaker.services.seeding.reader import Row
from models import ExpertProfile, User, UserRole, db
from models.enums import Role


def load(context: Context) -> None:
    """Review experts: an organization's owner, or a colleague that is named in the row."""
    for row in context.reader.rows("experts"):
        expert = _colleague(context, row) if row["name"] else context.owners[row["org"]]
        expert.role_rows.append(UserRole(role=Role.EXPERT))
        context.experts[row["key"]] = expert
        db.session.add(_profile(context, row, expert))


def _colleague(context: Context, row: Row) -> User:
    user = add_user(context, row["key"].lower(), row["name"], row["title"], context.organizations[row["org"]], ())
    user.phone = row["phone"]
    return user


def _profile(context: Context, row: Row, expert: User) -> ExpertProfile:
    return ExpertProfile(
        user=expert,
        field=context.fields[row["field"]],
        title=row["title"],
        specialty=row["specialty"],
        employers="\n".join(row["employers"].split("|")),
        available=row["available"] != "NO",
    )
