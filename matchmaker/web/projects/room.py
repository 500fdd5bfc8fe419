"""What the room of a project shows on its first page."""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from matchmaker.checks.deadlines import Duty
from matchmaker.queries import gantt
from matchmaker.queries.room import Due
from matchmaker.services.payment_rules import sums
from matchmaker.web.filters import date_
from models import Project
from models.project_enums import PaymentKind

FRAME = {"width": gantt.WIDTH, "top": gantt.TOP, "right": gantt.RIGHT}


@dataclass(frozen=True)
class DueLine:
    due: Due
    label: str
    url: str


def due_lines(project: Project, dues: list[Due]) -> list[DueLine]:
    return [DueLine(due, _label(due), _url(project, due)) for due in dues]


def money_stats(project: Project) -> list[dict[str, Any]]:
    """For the macro `stats`: what was agreed, what has come in, public money. Amounts in 万元."""
    payments = url_for("payments.index", project_id=project.id)
    funds, subsidy = sums(project, PaymentKind.COOPERATION), sums(project, PaymentKind.SUBSIDY)
    note = _("包干制") if project.lump_sum else None
    found = [_stat(_("总预算"), project.total_budget, None, note)] if project.total_budget is not None else []
    if funds.agreed or funds.received:
        found.append(_stat(_("成交额"), funds.agreed, payments, None))
        found.append(_stat(_("已到款"), funds.received, payments, _share(funds.received, funds.agreed)))
    if subsidy.agreed or subsidy.received:
        came = _("已到 %(amount)s 万元", amount=f"{subsidy.received:,.2f}")
        found.append(_stat(_("财政资助"), subsidy.agreed, payments, came))
    return found


def _stat(label: str, amount: Any, url: str | None, note: str | None) -> dict[str, Any]:
    return {"label": label, "value": f"{amount:,.2f}", "unit": _("万元"), "url": url, "note": note}


def _share(part: Any, whole: Any) -> str | None:
    return _("占成交额 %(share)s", share=f"{part / whole * 100:.0f}%") if whole else None


def _label(due: Due) -> str:
    row = due.row
    if due.duty is Duty.REPORT:
        return _("进展报告（%(first)s 至 %(last)s）", first=date_(row.period_start), last=date_(row.period_end))
    if due.duty is Duty.MILESTONE:
        return _("里程碑：%(title)s", title=row.title)
    if due.duty is Duty.PAYMENT:
        return _("到款：%(title)s", title=row.title)
    return _("技术合同登记：%(number)s", number=row.contract_no)


def _url(project: Project, due: Due) -> str:
    if due.duty is Duty.MILESTONE:
        return f"#milestone-{due.row.id}"
    if due.duty is Duty.REGISTRATION:
        return url_for("agreements.show", agreement_id=due.row.id)
    return url_for("progress.index" if due.duty is Duty.REPORT else "payments.index", project_id=project.id)
