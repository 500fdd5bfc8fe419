"""What follows the signature. A running project has begun two months ago and runs for a year."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import factory

from matchmaker.adapters import clock
from matchmaker.checks.accepted_plan import kept_plan
from matchmaker.checks.deadlines import period_of, report_due_on
from models import (
    Acceptance,
    AcceptanceOpinion,
    ChangeRequest,
    FollowUp,
    Meeting,
    Milestone,
    Output,
    Payment,
    ProgressReport,
    Project,
    ProjectIndicator,
    Rating,
    db,
)
from models.enums import CooperationMode, MatchSide, OrganizationKind, ProjectState, Role, TalkForm
from models.project_enums import ChangeKind, OutputKind, ProgressState, ReportingPeriod
from tests.factories.agreements import AgreementFactory
from tests.factories.base import Factory
from tests.factories.people import OrganizationFactory, UserFactory, bureau_user
from tests.factories.threads import ProjectFactory


class MilestoneFactory(Factory):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    position = 1
    title = "样机试制"
    due_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=60))
    weight = 100
    evidence = "检测报告"


class ProjectIndicatorFactory(Factory):
    class Meta:
        model = ProjectIndicator

    position = 1
    name = "漏检率"
    promised = "≤ 0.3 %"


class ProgressReportFactory(Factory):
    """Owed for the current month; `percent` and the like make it a submitted one."""

    class Meta:
        model = ProgressReport

    project = factory.SubFactory(ProjectFactory)
    period_start = factory.LazyFunction(lambda: period_of(ReportingPeriod.MONTH, clock.today())[0])
    period_end = factory.LazyAttribute(lambda report: period_of(ReportingPeriod.MONTH, report.period_start)[1])
    due_on = factory.LazyAttribute(lambda report: report_due_on(ReportingPeriod.MONTH, report.period_end))

    class Params:
        submitted = factory.Trait(
            state=ProgressState.SUBMITTED,
            percent=20,
            done="完成方案设计与关键部件选型。",
            side=MatchSide.ACHIEVEMENT,
            submitted_at=factory.LazyFunction(clock.now),
        )


class PaymentFactory(Factory):
    """Planned for the next month, not yet received."""

    class Meta:
        model = Payment

    project = factory.SubFactory(ProjectFactory)
    title = "首付款"
    planned_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))
    planned_amount = Decimal("30.00")


class OutputFactory(Factory):
    class Meta:
        model = Output

    project = factory.SubFactory(ProjectFactory)
    kind = OutputKind.PAPER
    title = "面向小样本缺陷的迁移检测方法"
    achieved_on = factory.LazyFunction(clock.today)
    side = MatchSide.ACHIEVEMENT
    author = factory.LazyAttribute(lambda output: UserFactory(organization=output.project.organization_of(output.side)))


class MeetingFactory(Factory):
    class Meta:
        model = Meeting

    project = factory.SubFactory(ProjectFactory)
    held_on = factory.LazyFunction(clock.today)
    form = TalkForm.VIDEO
    participants = "双方项目组"
    summary = "确认样机参数与到厂时间。"
    author = factory.LazyAttribute(lambda meeting: UserFactory(organization=meeting.project.firm))


class ChangeRequestFactory(Factory):
    """Three months more, asked for by the university's side."""

    class Meta:
        model = ChangeRequest

    project = factory.SubFactory(ProjectFactory)
    kind = ChangeKind.EXTENSION
    side = MatchSide.ACHIEVEMENT
    requested_by = factory.LazyAttribute(lambda change: UserFactory(organization=change.project.provider))
    reason = "进口传感器交货推迟。"
    before = factory.LazyAttribute(lambda change: {"ends_on": change.project.ends_on.isoformat()})
    after = factory.LazyAttribute(lambda change: {"ends_on": (change.project.ends_on + timedelta(days=92)).isoformat()})


class AcceptanceFactory(Factory):
    class Meta:
        model = Acceptance

    project = factory.SubFactory(ProjectFactory, state=ProjectState.ACCEPTANCE)
    summary = "合同约定的指标均已达到，样机在产线连续运行三个月。"
    plan = factory.LazyAttribute(lambda acceptance: kept_plan(acceptance.project))
    applied_by = factory.LazyAttribute(lambda acceptance: UserFactory(organization=acceptance.project.provider))
    applied_at = factory.LazyFunction(clock.now)


class AcceptanceOpinionFactory(Factory):
    class Meta:
        model = AcceptanceOpinion

    acceptance = factory.SubFactory(AcceptanceFactory)
    expert = factory.LazyFunction(
        lambda: bureau_user(Role.EXPERT, organization=OrganizationFactory(kind=OrganizationKind.INSTITUTE))
    )


class FollowUpFactory(Factory):
    class Meta:
        model = FollowUp

    project = factory.SubFactory(ProjectFactory, state=ProjectState.COMPLETED)
    organization = factory.SelfAttribute("project.firm")
    months = 6
    due_on = factory.LazyFunction(clock.today)


class RatingFactory(Factory):
    """The firm's word on the university."""

    class Meta:
        model = Rating

    project = factory.SubFactory(ProjectFactory, state=ProjectState.COMPLETED)
    rater = factory.SelfAttribute("project.firm")
    rated = factory.SelfAttribute("project.provider")
    points = 5
    author = factory.LazyAttribute(lambda rating: UserFactory(organization=rating.rater))


def running_project(**given: Any) -> Project:
    """Signed (80.00 万元), begun, two milestones, one of each party's people, an officer."""
    today = clock.today()
    given.setdefault("officer", bureau_user(Role.OFFICER))
    project = ProjectFactory(
        **{
            "state": ProjectState.RUNNING,
            "mode": CooperationMode.COMMISSIONED,
            "total_budget": Decimal("80.00"),
            "starts_on": today - timedelta(days=60),
            "ends_on": today + timedelta(days=305),
            "signed_on": today - timedelta(days=65),
            "started_on": today - timedelta(days=60),
            **given,
        }
    )
    AgreementFactory(project=project, signed_on=project.signed_on, starts_on=project.starts_on, ends_on=project.ends_on)
    MilestoneFactory(project=project, weight=40, due_on=today + timedelta(days=10))
    MilestoneFactory(project=project, position=2, title="产线验证", weight=60, due_on=today + timedelta(days=200))
    db.session.commit()
    return project
