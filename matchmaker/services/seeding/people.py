from matchmaker.services.seeding.context import Context
from matchmaker.services.seeding.reader import Row, member
from models import Organization, User, UserRole, db
from models.actions import Action
from models.enums import Membership, OrganizationKind, OrganizationState, Role

DOMAIN = "demo.example"
BUREAU_NAME, BUREAU_USCC = "临沂市科学技术局", "11371300004450123U"
STAFF = (
    ("officer", "高景行", "成果转化科科员", (Role.OFFICER,)),
    ("officer2", "宋予宁", "成果转化科科员", (Role.OFFICER,)),
    ("supervisor", "庄怀远", "成果转化科科长", (Role.SUPERVISOR,)),
    ("administrator", "纪开源", "信息中心工程师", (Role.ADMINISTRATOR,)),
)


def load(context: Context) -> None:
    _bureau(context)
    for row in context.reader.rows("organizations"):
        organization = _organization(context, row)
        _members(context, row, organization)
    db.session.flush()
    for key, owner in context.owners.items():
        organization = context.organizations[key]
        officer = context.officer(organization)
        context.note(organization.created_at, organization, Action.CREATE, owner, "", "PENDING")
        if organization.state is OrganizationState.VERIFIED:
            context.note(organization.verified_at, organization, Action.VERIFY, officer, "PENDING", "VERIFIED")


def _bureau(context: Context) -> None:
    bureau = Organization(
        kind=OrganizationKind.BUREAU, name=BUREAU_NAME, uscc=BUREAU_USCC, city="临沂", state=OrganizationState.VERIFIED
    )
    for login, name, title, roles in STAFF:
        user = add_user(context, login, name, title, bureau, roles)
        if Role.OFFICER in roles:
            context.officers.append(user)
        elif Role.SUPERVISOR in roles:
            context.supervisors.append(user)
    db.session.flush()


def _organization(context: Context, row: Row) -> Organization:
    verified_at = context.reader.moment(row["verified_on"])
    organization = Organization(
        kind=member(OrganizationKind, row["kind"]),
        name=row["name"],
        uscc=row["uscc"],
        district=context.districts.get(row["district"]),
        city=row["city"],
        address=row["address"],
        website=row["website"],
        intro=row["intro"],
        state=member(OrganizationState, row["state"]),
        verified_at=verified_at if row["state"] == "VERIFIED" else None,
        refusal_reason="营业执照照片与统一社会信用代码不一致，请核对后重新提交。" if row["state"] == "REFUSED" else "",
        created_at=verified_at or context.reader.moment("2026-11-17"),
    )
    db.session.add(organization)
    context.organizations[row["key"]] = organization
    return organization


def _members(context: Context, row: Row, organization: Organization) -> None:
    key = row["key"]
    login = key.lower()
    owner = add_user(context, f"{login}.owner", row["owner_name"], row["owner_title"], organization, (), is_owner=True)
    author = owner
    if row["contact_name"] and row["contact_name"] != row["owner_name"]:
        roles = (Role.TECHNOLOGY_MANAGER,) if organization.kind is OrganizationKind.BROKERAGE else ()
        author = add_user(context, login, row["contact_name"], "", organization, roles)
        author.phone = row["contact_phone"]
    elif organization.kind is OrganizationKind.BROKERAGE:
        owner.role_rows.append(UserRole(role=Role.TECHNOLOGY_MANAGER))
    context.owners[key], context.authors[key] = owner, author


def add_user(
    context: Context,
    login: str,
    name: str,
    title: str,
    organization: Organization,
    roles: tuple[Role, ...],
    *,
    is_owner: bool = False,
) -> User:
    user = User(
        email=f"{login}@{DOMAIN}",
        name=name,
        title=title,
        password_hash=context.password_hash,
        organization=organization,
        membership=Membership.CONFIRMED,
        is_owner=is_owner,
        role_rows=[UserRole(role=role) for role in roles],
    )
    db.session.add(user)
    return user
