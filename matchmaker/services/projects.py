from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Refused
from matchmaker.messages import N_
from matchmaker.policies.project import can_plan
from matchmaker.sealing import vault
from matchmaker.sealing.contents import BidContent, Step
from matchmaker.services import acceptance_conclusion, change_requests, events, index, numbers, progress
from matchmaker.services.notify import holders_of, tell
from matchmaker.services.project_people import both_sides
from matchmaker.services.project_rules import ProjectPlan, plan_faults
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.need import NEED
from matchmaker.workflows.project import PROJECT
from models import Achievement, Bid, Match, Milestone, Need, Project, ProjectIndicator, User, db
from models.actions import Action
from models.enums import CooperationMode, NeedState, ProjectOrigin, ProjectState, Role

RESTS = (Action.SUSPEND, Action.TERMINATE)
MOVED = N_("合作项目 %(number)s“%(title)s”：%(action)s。")
MOVED_FOR_REASON = N_("合作项目 %(number)s“%(title)s”：%(action)s。理由：%(reason)s")


def create_from_match(match: Match, actor: User) -> Project:
    """The project of a match both sides agreed on, inside the transaction of that agreement."""
    need, achievement = match.need, match.achievement
    project = Project(
        number=numbers.new_project_number(need.thread),
        thread=need.thread,
        title=need.title,
        origin=ProjectOrigin.MATCH,
        state=ProjectState.NEGOTIATING,
        match=match,
        need=need,
        achievement=achievement,
        firm=need.organization,
        provider=achievement.organization,
        firm_leader=need.contact_name or need.author.name,
        provider_leader=_leader(achievement),
        field=need.field,
        district=need.district,
        mode=_only_mode(need),
        total_budget=need.award_amount if need.is_challenge else need.budget,
        indicators=_numbered((row.indicator, row.demand) for row in need.requirements),
    )
    db.session.add(project)
    events.record(project, Action.CREATE, actor, new=project.state)
    people = [*both_sides(project), *holders_of(Role.OFFICER)]
    words = {"number": project.number, "title": project.title}
    tell(people, N_("双方达成合作，已建立合作项目 %(number)s“%(title)s”，请完善计划并签订合同。"), project, **words)
    return project


def create_from_bid(bid: Bid, actor: User) -> Project:
    """The project of the winning bid, its schedule as milestones, inside the transaction of the award."""
    need, said = bid.need, vault.unseal(bid).content
    project = Project(
        number=numbers.new_project_number(need.thread),
        thread=need.thread,
        title=need.title,
        origin=ProjectOrigin.BID,
        state=ProjectState.NEGOTIATING,
        need=need,
        bid=bid,
        firm=need.organization,
        provider=bid.organization,
        firm_leader=need.contact_name or need.author.name,
        provider_leader=said.chief_name,
        field=need.field,
        district=need.district,
        mode=_only_mode(need),
        total_budget=Decimal(said.budget_total) if said.budget_total else need.award_amount,
        lump_sum=said.lump_sum,
        milestones=[_milestone(place, step) for place, step in enumerate(said.schedule, 1)],
        indicators=_numbered(_promises(need, said)),
    )
    db.session.add(project)
    events.record(project, Action.CREATE, actor, new=project.state)
    return project


def edit_project(project: Project, plan: ProjectPlan, *, actor: User, version: int | None = None) -> Project:
    """Either side or the officer sets the plan, until it is signed."""
    lock(project)
    expect_version(project, version)
    if not can_plan(actor, project):
        raise Forbidden()
    if project.state is not ProjectState.NEGOTIATING:
        raise Refused(N_("项目当前为“%(state)s”，签约后不能再修改计划。"), state=project.state)
    faults = plan_faults(plan)
    if faults:
        raise faults[0]
    apply_plan(project, plan)
    events.record(project, Action.EDIT, actor)
    people = [user for user in both_sides(project) if user.id != actor.id]
    words = {"actor": actor.name, "number": project.number}
    tell(people, N_("%(actor)s修改了合作项目 %(number)s 的计划。"), project, **words)
    commit()
    return project


def move_project(
    project: Project, action: Action, *, actor: User, reason: str = "", version: int | None = None
) -> Project:
    """Start, suspend, resume or terminate. A signing is `sign_agreement`'s, the acceptance has services of its own."""
    if action is Action.SIGN:
        raise Refused(N_("签约随技术合同一并登记。"))
    if action is Action.APPLY_ACCEPTANCE:
        raise Refused(N_("请在验收页提交验收申请。"))
    lock(project)
    expect_version(project, version)
    perform(PROJECT, project, action, actor, reason=reason)
    if action is Action.START:
        project.started_on = clock.today()
    if action in (Action.START, Action.RESUME):
        progress.open_period(project)
    if action in RESTS:
        progress.waive(project)
    if action is Action.TERMINATE:
        project.termination_reason = reason.strip()
        _give_up_award(project, actor, reason)
        change_requests.close_open(project, reason, actor)
        acceptance_conclusion.close_open(project, reason, actor)
    words = {"number": project.number, "title": project.title, "action": action, "reason": reason.strip()}
    people = [user for user in both_sides(project) if user.id != actor.id]
    tell(people, MOVED_FOR_REASON if reason.strip() else MOVED, project, **words)
    commit()
    return project


def apply_plan(project: Project, plan: ProjectPlan) -> None:
    for name, value in vars(plan).items():
        if name not in ("milestones", "indicators"):
            setattr(project, name, value)
    project.indicators = _numbered((row.name, row.promised) for row in plan.indicators)
    project.milestones = [Milestone(position=i, **vars(row)) for i, row in enumerate(plan.milestones, 1)]


def _leader(achievement: Achievement) -> str:
    leader = achievement.leader
    return leader.name if leader else achievement.contact_name or achievement.author.name


def _milestone(place: int, step: Step) -> Milestone:
    due_on = date.fromisoformat(step.due_on)
    return Milestone(position=place, title=step.title, due_on=due_on, weight=step.weight, evidence=step.evidence)


def _promises(need: Need, said: BidContent) -> Iterator[tuple[str, str]]:
    """Each required indicator with what the bid promised; a number alone was written beside the required unit."""
    answers = {answer.requirement_id: answer.promised.strip() for answer in said.responses}
    for row in need.requirements:
        promised = answers.get(row.id, "")
        unit = row.unit if promised[-1:].isdigit() else ""
        yield row.indicator, f"{promised} {unit}".strip() or row.demand


def _numbered(indicators: Iterable[tuple[str, str]]) -> list[ProjectIndicator]:
    return [
        ProjectIndicator(position=place, name=name, promised=promised)
        for place, (name, promised) in enumerate(indicators, 1)
    ]


def _only_mode(need: Need) -> CooperationMode | None:
    return need.modes[0] if len(need.modes) == 1 else None


def _give_up_award(project: Project, actor: User, reason: str) -> None:
    """An award that comes to nothing before it is signed leaves the challenge unsolved: it goes on being matched."""
    need = project.need
    if project.bid_id is not None and need is not None and need.state is NeedState.PUBLICIZED:
        perform(NEED, need, Action.DECLARE_UNSOLVED, actor, reason=reason, by_system=True)
        index.put_need(need)
