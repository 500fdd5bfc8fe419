"""回避: who must keep away from the review of a challenge or the acceptance of a project, and why."""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select

from matchmaker.adapters import clock
from matchmaker.i18n import translate
from matchmaker.matching import term_key
from matchmaker.messages import N_
from matchmaker.policies.bid import REVIEWS
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent
from matchmaker.workflows.project import LIVE
from models import Bid, Evaluation, ExpertProfile, Need, Project, ReviewAssignment, User, db
from models.challenge_enums import EvaluationState, PartnerState, RelationKind

YEARS = 3


class ConflictKind(enum.Enum):
    SAME_ORGANIZATION = "same_organization"
    JOINT_PROJECT = "joint_project"
    DECLARED_RELATION = "declared_relation"
    PREVIOUS_EMPLOYER = "previous_employer"
    TEAM_MEMBER = "team_member"
    EARLIER_ROUND = "earlier_round"


SENTENCES = {
    ConflictKind.SAME_ORGANIZATION: N_("与%(party)s是同一单位"),
    ConflictKind.JOINT_PROJECT: N_("所在单位与%(party)s三年内有合作项目 %(project)s"),
    ConflictKind.DECLARED_RELATION: N_("%(party)s在揭榜申请中声明了与“%(name)s”的关联关系"),
    ConflictKind.PREVIOUS_EMPLOYER: N_("曾任职于%(party)s"),
    ConflictKind.TEAM_MEMBER: N_("姓名列在%(party)s的揭榜团队中"),
    ConflictKind.EARLIER_ROUND: N_("参加过本榜单已被撤销的评审"),
}


@dataclass(frozen=True)
class Conflict:
    """One reason to keep away; `bid` is None where it lies with the firm of the challenge."""

    kind: ConflictKind
    params: dict[str, str]
    bid: Bid | None = None

    def label(self, locale: str) -> str:
        return translate(SENTENCES[self.kind], locale, **self.params)


@dataclass(frozen=True)
class _Side:
    """The firm, or one bid: its organizations by id, and what is said in the bid."""

    organizations: dict[int, str]
    bid: Bid | None = None
    content: BidContent = field(default_factory=BidContent)


def conflicts(expert: User, need: Need, bids: Sequence[Bid]) -> list[Conflict]:
    """All reasons, with the firm of the challenge or with any of the bids, which must be open. Raises StillSealed."""
    return conflicts_of([expert], need, bids)[expert.id]


def conflicts_of(experts: Sequence[User], need: Need, bids: Sequence[Bid]) -> dict[int, list[Conflict]]:
    """The same for many, by the expert's id; each bid is opened once."""
    sides = [_Side({need.organization_id: need.organization.name}), *(_side_of(bid) for bid in bids)]
    found, earlier = _with_sides(experts, sides), _earlier_panel(need)
    again = Conflict(ConflictKind.EARLIER_ROUND, {})
    return {key: [*([again] if key in earlier else []), *reasons] for key, reasons in found.items()}


def party_conflicts(experts: Sequence[User], project: Project) -> dict[int, list[Conflict]]:
    """Reasons to keep away from the acceptance of a project, by the expert's id: with its parties, and with all who
    took part in the bid that it came from."""
    provider = _side_of(project.bid) if project.bid else _Side({project.provider_id: project.provider.name})
    return _with_sides(experts, [_Side({project.firm_id: project.firm.name}), provider])


def years_before(day: date, years: int) -> date:
    """The same day in an earlier year; for 29 February the 28th, so that the span is never shorter."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _with_sides(experts: Sequence[User], sides: Sequence[_Side]) -> dict[int, list[Conflict]]:
    profiles = _profiles(experts)
    projects = _projects({expert.organization_id for expert in experts}, sides)
    return {
        expert.id: [each for side in sides for each in _with_side(expert, profiles.get(expert.id), projects, side)]
        for expert in experts
    }


def _side_of(bid: Bid) -> _Side:
    partners = {each.organization_id: each.organization for each in bid.partners if _takes_part(each.state)}
    names = {bid.organization_id: bid.organization.name} | {key: each.name for key, each in partners.items()}
    return _Side(names, bid, vault.unseal(bid).content)


def _takes_part(state: PartnerState) -> bool:
    """One that has left, or has not answered, knows the bid all the same."""
    return state is not PartnerState.DECLINED


def _with_side(
    expert: User, profile: ExpertProfile | None, projects: Sequence[Project], side: _Side
) -> Iterator[Conflict]:
    for organization_id, name in side.organizations.items():
        yield from _with_organization(expert, profile, projects, organization_id, name, side.bid)
    if side.bid is None:
        return
    lead = side.bid.organization.name
    for name in _declared(expert, side.content):
        yield Conflict(ConflictKind.DECLARED_RELATION, {"party": lead, "name": name}, side.bid)
    if term_key(expert.name) in {term_key(name) for name in _people(side.content)}:
        yield Conflict(ConflictKind.TEAM_MEMBER, {"party": lead}, side.bid)


def _with_organization(
    expert: User,
    profile: ExpertProfile | None,
    projects: Sequence[Project],
    organization_id: int,
    name: str,
    bid: Bid | None,
) -> Iterator[Conflict]:
    party = {"party": name}
    if expert.organization_id == organization_id:
        yield Conflict(ConflictKind.SAME_ORGANIZATION, party, bid)
        return
    pair = {expert.organization_id, organization_id}
    joint = next((each for each in projects if {each.firm_id, each.provider_id} == pair), None)
    if joint is not None:
        yield Conflict(ConflictKind.JOINT_PROJECT, {**party, "project": joint.number}, bid)
    if term_key(name) in {term_key(line) for line in employers_of(profile)}:
        yield Conflict(ConflictKind.PREVIOUS_EMPLOYER, party, bid)


def employers_of(profile: ExpertProfile | None) -> list[str]:
    return [line.strip() for line in profile.employers.splitlines() if line.strip()] if profile else []


def _declared(expert: User, content: BidContent) -> Iterator[str]:
    own = {RelationKind.PERSON.name: expert.name, RelationKind.ORGANIZATION.name: expert.organization.name}
    for relation in content.relations:
        if term_key(relation.name) == term_key(own.get(relation.kind, "")) != "":
            yield relation.name


def _people(content: BidContent) -> Iterator[str]:
    """Namesakes keep away too: a name is all that a bid says of a person."""
    yield from (name for name in (content.chief_name, *(member.name for member in content.team)) if name.strip())


def _projects(organizations: set[int], sides: Iterable[_Side]) -> list[Project]:
    """Of the last three years: begun or ended in them, counting the day itself, or still running; the latest first."""
    others = {organization_id for side in sides for organization_id in side.organizations}
    query = select(Project).where(
        or_(
            Project.firm_id.in_(organizations) & Project.provider_id.in_(others),
            Project.provider_id.in_(organizations) & Project.firm_id.in_(others),
        )
    )
    since = years_before(clock.today(), YEARS)
    rows = db.session.scalars(query.order_by(Project.id.desc()))
    return [project for project in rows if project.state in LIVE or _lately(project) >= since]


def _earlier_panel(need: Need) -> set[int]:
    """Who took on the review of this challenge in a round that was reopened: another panel judges the next one."""
    query = select(ReviewAssignment.expert_id).join(Evaluation)
    query = query.where(Evaluation.need_id == need.id, Evaluation.state == EvaluationState.REOPENED)
    return set(db.session.scalars(query.where(ReviewAssignment.state.in_(REVIEWS))))


def _lately(project: Project) -> date:
    """The last day that is known of it."""
    begun = project.starts_on or project.created_at.astimezone(clock.CITY_ZONE).date()
    return max(begun, project.ends_on or begun, project.completed_on or begun)


def _profiles(experts: Sequence[User]) -> dict[int, ExpertProfile]:
    query = select(ExpertProfile).where(ExpertProfile.user_id.in_([expert.id for expert in experts]))
    return {profile.user_id: profile for profile in db.session.scalars(query)}
