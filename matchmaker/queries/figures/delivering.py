"""Figures of what follows the signature: progress reports, money received, outputs."""

from datetime import date
from typing import Any

from sqlalchemy import Date, and_, bindparam, select

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.queries.figures.figure import Figure, Measure
from models import FollowUp, Output, Payment, ProgressReport, Project
from models.project_enums import FollowUpState, OutputKind, PaymentKind, ProgressState


def _today() -> date:
    return clock.today()


def _payments(key: str, title: str, definition: str, kind: PaymentKind) -> Figure:
    rule = and_(Payment.kind == kind, Payment.paid_on.is_not(None))
    return Figure(
        key, title, definition, Payment, Payment.paid_on, rule, measure=Measure.AMOUNT, amount=Payment.paid_amount
    )


def _outputs(key: str, title: str, definition: str, kind: OutputKind, **sums: Any) -> Figure:
    return Figure(key, title, definition, Output, Output.achieved_on, Output.kind == kind, **sums)


def _told(key: str, title: str, definition: str, **sums: Any) -> Figure:
    """What firms say after the completion."""
    firms = select(Project.id).where(Project.firm_id == FollowUp.organization_id, Project.id == FollowUp.project_id)
    rule = and_(FollowUp.state == FollowUpState.ANSWERED, firms.correlate(FollowUp).exists())
    return Figure(key, title, definition, FollowUp, FollowUp.answered_at, rule, **sums)


DELIVERING = (
    Figure(
        "reports-received",
        N_("已报进展报告"),
        N_("合作项目报送的进展报告，以报送日期计，逾期补报的计入。"),
        ProgressReport,
        ProgressReport.submitted_at,
        ProgressReport.state == ProgressState.SUBMITTED,
    ),
    Figure(
        "reports-overdue",
        N_("逾期未报的进展报告"),
        N_("目前已过报送期限仍未报送的进展报告；为时点数，不分期。"),
        ProgressReport,
        ProgressReport.due_on,
        and_(
            ProgressReport.state == ProgressState.OWED,
            ProgressReport.due_on < bindparam("today", callable_=_today, type_=Date),
        ),
        open_now=True,
    ),
    _payments(
        "payments-received",
        N_("合作经费到款"),
        N_("双方登记的合作经费到款，以到款日期计。"),
        PaymentKind.COOPERATION,
    ),
    _payments(
        "subsidies-received",
        N_("财政资助到款"),
        N_("登记的财政资助到款，以到款日期计。"),
        PaymentKind.SUBSIDY,
    ),
    _outputs("outputs-patent", N_("产出专利"), N_("合作项目登记的专利，以取得日期计。"), OutputKind.PATENT),
    _outputs("outputs-paper", N_("产出论文"), N_("合作项目登记的论文，以发表日期计。"), OutputKind.PAPER),
    _outputs("outputs-standard", N_("产出标准"), N_("合作项目登记的标准，以发布日期计。"), OutputKind.STANDARD),
    _outputs("outputs-product", N_("产出新产品"), N_("合作项目登记的新产品，以登记的日期计。"), OutputKind.PRODUCT),
    _outputs(
        "outputs-sales",
        N_("新增销售"),
        N_("合作项目登记的新增销售额，以登记的日期计。"),
        OutputKind.SALES,
        measure=Measure.AMOUNT,
        amount=Output.amount,
    ),
    _outputs(
        "outputs-people",
        N_("引进人才"),
        N_("合作项目登记的引进人才人数，以引进日期计。"),
        OutputKind.PEOPLE,
        measure=Measure.PEOPLE,
        people=Output.people,
    ),
    _outputs(
        "workstations",
        N_("备案院士工作站"),
        N_("合作项目登记的院士工作站，以备案日期计。"),
        OutputKind.WORKSTATION,
    ),
    _outputs(
        "platforms",
        N_("备案创新平台"),
        N_("合作项目登记的创新平台，以备案日期计。"),
        OutputKind.PLATFORM,
    ),
    _told(
        "follow-up-sales",
        N_("回访新增销售"),
        N_("项目完成后企业在回访中填报的新增销售额，以填报日期计；高校院所填报的不重复计。"),
        measure=Measure.AMOUNT,
        amount=FollowUp.sales,
    ),
    _told(
        "follow-up-jobs",
        N_("回访新增就业"),
        N_("项目完成后企业在回访中填报的新增就业人数，以填报日期计；高校院所填报的不重复计。"),
        measure=Measure.PEOPLE,
        people=FollowUp.jobs,
    ),
)
