"""One person of every role, and a record in the state that a route is about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from matchmaker.adapters import clock
from models import (
    Acceptance,
    Achievement,
    AgreementChange,
    Bid,
    ChangeRequest,
    CollectionRound,
    Evaluation,
    Export,
    Match,
    Milestone,
    NecessityCheck,
    Need,
    Objection,
    Organization,
    Output,
    Payment,
    ProgressReport,
    Project,
    Publicity,
    ReviewAssignment,
    TermGroup,
    User,
    UserRole,
    db,
)
from models.challenge_enums import BidState, EvaluationState
from models.enums import MatchSide, Membership, NeedState, OrganizationKind, OrganizationState, ProjectState, Role
from models.project_enums import AcceptanceState, AcceptanceVerdict, MilestoneState
from tests.factories import (
    AchievementFactory,
    MatchFactory,
    NeedFactory,
    OrganizationFactory,
    ProjectFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)
from tests.factories.agreements import AgreementFactory
from tests.factories.challenges import (
    AssignmentFactory,
    BidFactory,
    ChallengeFactory,
    CheckFactory,
    EvaluationFactory,
    ObjectionFactory,
    PublicityFactory,
    RoundFactory,
    expert_user,
    promised,
)
from tests.factories.figures import AgreementChangeFactory, stored_export
from tests.factories.projects import (
    AcceptanceFactory,
    AcceptanceOpinionFactory,
    ChangeRequestFactory,
    MilestoneFactory,
    OutputFactory,
    PaymentFactory,
    ProgressReportFactory,
)
from tests.factories.terms import TermGroupFactory

ROLES = (
    "visitor",
    "unverified firm user",
    "firm member",
    "firm owner",
    "researcher",
    "technology manager",
    "officer",
    "supervisor",
    "administrator",
    "expert",
)


def _expert() -> User:
    return expert_user(organization=OrganizationFactory(kind=OrganizationKind.BROKERAGE, name="临沂市科技评估中心"))


@dataclass
class World:
    """The firm's and the university's people own all records; records are made anew for each request."""

    owner: User = field(default_factory=firm_user)
    researcher: User = field(default_factory=lambda: research_user(is_owner=False))
    officer: User = field(default_factory=lambda: bureau_user(Role.OFFICER))
    filed: dict[str, int] | None = None
    expert: User = field(default_factory=_expert)
    _collecting: CollectionRound | None = None
    _reports: dict[bool, ProgressReport] = field(default_factory=dict)
    _objection: Objection | None = None
    _task: ReviewAssignment | None = None
    _opened: Evaluation | None = None
    _judged: Acceptance | None = None
    _milestone: Milestone | None = None
    _output: Output | None = None
    _payment: Payment | None = None
    _amendment: AgreementChange | None = None

    def people(self) -> dict[str, User | None]:
        return {
            "visitor": None,
            "unverified firm user": firm_user(organization=OrganizationFactory(state=OrganizationState.PENDING)),
            "firm member": self.colleague(),
            "firm owner": self.owner,
            "researcher": self.researcher,
            "technology manager": UserFactory(
                organization=OrganizationFactory(kind=OrganizationKind.BROKERAGE, name="沂蒙技术转移中心"),
                role_rows=[UserRole(role=Role.TECHNOLOGY_MANAGER)],
                is_owner=False,
            ),
            "officer": self.officer,
            "supervisor": bureau_user(Role.SUPERVISOR),
            "administrator": bureau_user(Role.ADMINISTRATOR),
            "expert": self.expert,
        }

    def colleague(self, **given: Any) -> User:
        return firm_user(organization=self.owner.organization, is_owner=False, **given)

    def applicant(self) -> User:
        return self.colleague(membership=Membership.PENDING)

    def organization(self, **given: Any) -> Organization:
        return OrganizationFactory(**given)

    def need(self, **given: Any) -> Need:
        return NeedFactory(author=self.owner, **given)

    def round(self, **given: Any) -> CollectionRound:
        return RoundFactory(**given)

    def collecting(self) -> CollectionRound:
        """One round for all that is asked about it."""
        self._collecting = self._collecting or self.round()
        return self._collecting

    def in_triage(self, **given: Any) -> Need:
        return ChallengeFactory(
            author=self.owner, round=self.collecting(), state=NeedState.SUBMITTED, published_at=None, **given
        )

    def check(self) -> NecessityCheck:
        return CheckFactory(need=self.in_triage(), expert=self.expert)

    def achievement(self, **given: Any) -> Achievement:
        return AchievementFactory(author=self.researcher, **given)

    def match(self, **given: Any) -> Match:
        return MatchFactory(need=self.need(), achievement=self.achievement(), **given)

    def project(self, **given: Any) -> Project:
        return ProjectFactory(match=self.match(), **given)

    def change(self, **given: Any) -> ChangeRequest:
        """Asked for by the researcher's side."""
        project = self.project(state=ProjectState.RUNNING, ends_on=clock.today())
        return ChangeRequestFactory(project=project, requested_by=self.researcher, **given)

    def acceptance(self, state: AcceptanceState = AcceptanceState.REVIEWING) -> Acceptance:
        """Applied for by the researcher; the expert is named."""
        given: dict[str, Any] = {"project": self.project(state=ProjectState.ACCEPTANCE), "applied_by": self.researcher}
        if state is AcceptanceState.CONCLUDED:
            given |= {"verdict": AcceptanceVerdict.PASSED, "concluded_by": self.officer, "concluded_at": clock.now()}
        acceptance = AcceptanceFactory(state=state, **given)
        AcceptanceOpinionFactory(acceptance=acceptance, expert=self.expert)
        return acceptance

    def judged(self) -> Acceptance:
        """One for all that is asked about its experts."""
        self._judged = self._judged or self.acceptance()
        return self._judged

    def report(self, submitted: bool = False) -> ProgressReport:
        """An owed one, or one that the firm has handed in, for all that is asked about it."""
        if submitted not in self._reports:
            given = {"side": MatchSide.NEED, "author": self.owner} if submitted else {}
            project = self.project(state=ProjectState.RUNNING)
            self._reports[submitted] = ProgressReportFactory(project=project, submitted=submitted, **given)
        return self._reports[submitted]

    def milestone(self, state: MilestoneState) -> Milestone:
        """Of a running project, claimed by the researcher unless it is open; another one once it has moved on."""
        if self._milestone is None or self._milestone.state is not state:
            claimed = {} if state is MilestoneState.OPEN else {"claimed_side": MatchSide.ACHIEVEMENT}
            project = self.project(state=ProjectState.RUNNING)
            self._milestone = MilestoneFactory(project=project, state=state, **claimed)
        return self._milestone

    def output(self) -> Output:
        """The researcher's, of a running project; another one once it is gone."""
        if self._output is None or self._output not in db.session:
            self._output = OutputFactory(project=self.project(state=ProjectState.RUNNING), author=self.researcher)
        return self._output

    def agreement(self, **given: Any) -> Any:
        return AgreementFactory(project=self.project(), **given)

    def signed(self) -> Project:
        """A running project with its agreement."""
        return AgreementFactory(project=self.project(state=ProjectState.RUNNING)).project

    def amendment(self) -> AgreementChange:
        """One that waits for the supervisor, for all that is asked about it."""
        self._amendment = self._amendment or AgreementChangeFactory(agreement=self.agreement())
        return self._amendment

    def payment(self) -> Payment:
        """One that is planned, for all that is asked about it."""
        self._payment = self._payment or PaymentFactory(project=self.signed())
        return self._payment

    def challenge(self, **given: Any) -> Need:
        return ChallengeFactory(author=self.owner, **given)

    def bid(self, **given: Any) -> Bid:
        """The researcher's, on the firm's challenge."""
        given.setdefault("need", self.challenge())
        return BidFactory(author=self.researcher, **given)

    def evaluation(self, **given: Any) -> Evaluation:
        """Of a challenge of the firm, with a bid of the researcher."""
        need = self.challenge(state=NeedState.EVALUATING)
        self.bid(need=need, state=BidState.SUBMITTED)
        return EvaluationFactory(need=need, **given)

    def opened(self) -> Evaluation:
        """One with a bid to be checked, for all that is asked about it."""
        if self._opened is None:
            self._opened = self.evaluation()
            (bid,) = db.session.query(Bid).filter_by(need_id=self._opened.need_id)
            promised(self._opened, bid)
        return self._opened

    def task(self) -> ReviewAssignment:
        """The expert's, on one review that goes on, for all that is asked about it."""
        if self._task is None:
            evaluation = self.evaluation(state=EvaluationState.REVIEWING)
            (bid,) = db.session.query(Bid).filter_by(need_id=evaluation.need_id)
            bid.state = BidState.SHORTLISTED
            self._task = AssignmentFactory(evaluation=evaluation, expert=self.expert)
        return self._task

    def bid_of_task(self) -> Bid:
        return db.session.query(Bid).filter_by(need_id=self.task().evaluation.need_id).one()

    def decided(self, state: EvaluationState = EvaluationState.SCORED) -> Evaluation:
        """A review of the researcher's bid that has been closed, or what has followed from it."""
        evaluation = self.evaluation(state=state, closed_at=clock.now())
        (bid,) = db.session.query(Bid).filter_by(need_id=evaluation.need_id)
        bid.state = BidState.SHORTLISTED
        evaluation.winner, evaluation.proposed_by, evaluation.proposed_at = bid, self.owner, clock.now()
        row = promised(evaluation, bid)
        if state is EvaluationState.APPROVED:
            bid.state, evaluation.need.state = BidState.WON, NeedState.PUBLICIZED
            row.decision, row.sent_at, row.reason = bid.state, clock.now(), "路线成熟。"
        db.session.commit()
        return evaluation

    def publicity(self, **given: Any) -> Publicity:
        return PublicityFactory(evaluation=self.decided(EvaluationState.APPROVED), **given)

    def objection(self) -> Objection:
        """One for all that is asked about it."""
        self._objection = self._objection or ObjectionFactory(publicity=self.publicity())
        return self._objection

    def export(self, **given: Any) -> Export:
        """The officer's, with its file."""
        return stored_export(user=self.officer, **given)

    def term_group(self) -> TermGroup:
        return TermGroupFactory()


Arguments = Callable[[World], dict[str, Any]]
