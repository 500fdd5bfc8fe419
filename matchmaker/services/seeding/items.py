from datetime import timedelta

from matchmaker.adapters import clock
from matchmaker.services.seeding import rounds
from matchmaker.services.seeding.context import Context, later
from matchmaker.services.seeding.reader import Row, member, members, money, optional, whole
from models import (
    Achievement,
    CollectionRound,
    IntellectualProperty,
    Need,
    Parameter,
    Requirement,
    TeamMember,
    db,
)
from models.actions import Action
from models.enums import (
    AchievementLevel,
    AchievementState,
    Comparator,
    CooperationMode,
    Nature,
    NeedKind,
    NeedState,
    Obligation,
    PropertyStatus,
    PropertyType,
    Stage,
    TeamRole,
    TransferMode,
    Visibility,
)

UNSENT = "2026-11-15"


def load_needs(context: Context) -> None:
    requirements = context.grouped("requirements", "need")
    by_title = rounds.load(context)
    rows = sorted(context.reader.rows("needs"), key=lambda row: row["submitted_on"] or row["published_on"] or UNSENT)
    for row in rows:
        need = _need(context, row)
        need.requirements = [_requirement(i, r) for i, r in enumerate(requirements[row["key"]], 1)]
        if need.is_challenge:  # technical needs name the call they answered, but are on no list
            _put_on_list(need, by_title.get(row["round"]))
        db.session.add(need)
        context.needs[row["key"]] = need
    db.session.flush()
    for need in context.needs.values():
        _note_item(context, need, "BIDDING" if need.is_challenge else "PUBLISHED")


def load_achievements(context: Context) -> None:
    parts = {kind: context.grouped(kind, "achievement") for kind in ("parameters", "intellectual_property", "team")}
    for row in sorted(context.reader.rows("achievements"), key=lambda row: row["published_on"] or UNSENT):
        key = row["key"]
        achievement = _achievement(context, row)
        achievement.parameters = [_parameter(i, r) for i, r in enumerate(parts["parameters"][key], 1)]
        achievement.intellectual_property = [
            _property(i, r) for i, r in enumerate(parts["intellectual_property"][key], 1)
        ]
        achievement.team = [_team_member(i, r) for i, r in enumerate(parts["team"][key], 1)]
        leader = achievement.leader
        achievement.contact_name = leader.name if leader else achievement.author.name
        db.session.add(achievement)
        context.achievements[key] = achievement
    db.session.flush()
    for achievement in context.achievements.values():
        _note_item(context, achievement, "PUBLISHED")


def _put_on_list(need: Need, round_: CollectionRound | None) -> None:
    """A list publishes all of its challenges at one moment."""
    need.round = round_
    if round_ is not None and need.published_at is not None:
        need.published_at = round_.listed_at


def _need(context: Context, row: Row) -> Need:
    reader = context.reader
    published_at = reader.moment(row["published_on"], 15)
    submitted_at = reader.moment(row["submitted_on"], 14) or later(published_at, -25)
    created_at = later(submitted_at, -3) or reader.moment(UNSENT) or clock.now()
    deadline = reader.day(row["bid_deadline"])
    author = context.authors[row["org"]]
    series = f"thread-{created_at.astimezone(clock.CITY_ZONE).year}"
    return Need(
        thread=f"{series.removeprefix('thread-')}-{context.serial(series):04d}",
        kind=member(NeedKind, row["kind"]),
        state=member(NeedState, row["state"]),
        title=row["title"],
        organization=context.organizations[row["org"]],
        author=author,
        field=context.fields[row["field"]],
        district=context.districts.get(row["district"]),
        background=row["background"],
        problem=row["problem"],
        scenario=row["scenario"],
        current_basis=row["current_basis"],
        modes=members(CooperationMode, row["modes"]),
        budget=money(row["budget"]),
        award_amount=money(row["award_amount"]),
        bid_deadline=clock.end_of_day(deadline) if deadline else None,
        delivery_months=whole(row["delivery_months"]),
        visibility=member(Visibility, row["visibility"]),
        contact_name=row["contact_name"],
        contact_phone=row["contact_phone"],
        contact_email=author.email,
        return_reason=row["return_reason"],
        submitted_at=submitted_at,
        published_at=published_at,
        expires_on=(published_at + timedelta(days=365)).date() if published_at and row["kind"] == "TECHNICAL" else None,
        created_at=created_at,
    )


def _requirement(position: int, row: Row) -> Requirement:
    return Requirement(
        position=position,
        indicator=row["indicator"],
        comparator=member(Comparator, row["comparator"]),
        value=row["value"],
        value_high=row["value_high"],
        unit=row["unit"],
        obligation=member(Obligation, row["obligation"]),
        current_level=row["current_level"],
    )


def _achievement(context: Context, row: Row) -> Achievement:
    published_at = context.reader.moment(row["published_on"], 16)
    created_at = later(published_at, -50) or context.reader.moment(UNSENT) or clock.now()
    author = context.authors[row["org"]]
    series = f"achievement-{created_at.astimezone(clock.CITY_ZONE).year}"
    return Achievement(
        number=f"A-{series.removeprefix('achievement-')}-{context.serial(series):04d}",
        state=member(AchievementState, row["state"]),
        title=row["title"],
        organization=context.organizations[row["org"]],
        author=author,
        abstract=row["abstract"],
        advantages=row["advantages"],
        fields=[context.fields[code] for code in row["fields"].split("|")],
        keywords=[word for word in row["keywords"].split("|") if word],
        stage=optional(Stage, row["stage"]),
        trl=whole(row["trl"]),
        nature=optional(Nature, row["nature"]),
        level=member(AchievementLevel, row["level"]),
        scenes=row["scenes"],
        cases=row["cases"],
        modes=members(TransferMode, row["modes"]),
        price=money(row["price"]),
        registration_no=row["registration_no"],
        year=whole(row["year"]),
        visibility=member(Visibility, row["visibility"]),
        return_reason="请补充性能参数及其依据。" if row["state"] == "RETURNED" else "",
        contact_phone=author.phone,
        contact_email=author.email,
        submitted_at=later(created_at, 2) if row["state"] != "DRAFT" else None,
        published_at=published_at,
        created_at=created_at,
    )


def _parameter(position: int, row: Row) -> Parameter:
    return Parameter(
        position=position,
        indicator=row["indicator"],
        value=row["value"],
        unit=row["unit"],
        evidence=row["evidence"],
    )


def _property(position: int, row: Row) -> IntellectualProperty:
    return IntellectualProperty(
        position=position,
        number=row["number"],
        type=member(PropertyType, row["type"]),
        status=member(PropertyStatus, row["status"]),
        holder=row["holder"],
    )


def _team_member(position: int, row: Row) -> TeamMember:
    return TeamMember(
        position=position,
        name=row["name"],
        title=row["title"],
        role=member(TeamRole, row["role"]),
        specialty=row["specialty"],
    )


def _note_item(context: Context, item: Need | Achievement, opened: str) -> None:
    officer, author, state = context.officer(item), item.author, item.state.name
    context.note(item.created_at, item, Action.CREATE, author, "", "DRAFT")
    context.note(item.submitted_at, item, Action.SUBMIT, author, "DRAFT", "SUBMITTED")
    before = "SUBMITTED"
    if isinstance(item, Need) and item.round and item.published_at:
        before = "ACCEPTED"
        context.note(later(item.submitted_at, 44), item, Action.ACCEPT, officer, "SUBMITTED", before)
    context.note(item.published_at, item, Action.PUBLISH, officer, before, "PUBLISHED")
    if opened == "BIDDING":
        context.note(later(item.published_at, 0.1), item, Action.OPEN_BIDDING, officer, "PUBLISHED", "BIDDING")
    if state == "RETURNED":
        context.note(later(item.submitted_at, 20), item, Action.RETURN, officer, "SUBMITTED", state, item.return_reason)
    elif state == "WITHDRAWN":
        context.note(later(item.published_at, 888), item, Action.WITHDRAW, author, opened, state, "内部计划调整")
    elif state == "EXPIRED":
        context.note(later(item.published_at, 365 * 24), item, Action.EXPIRE, None, opened, state)
