"""What those who are late are told."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from matchmaker.messages import N_
from matchmaker.policies import duties
from matchmaker.policies.duties import Owed
from models import Agreement, Milestone, Payment, ProgressReport


@dataclass(frozen=True)
class Words:
    """What is said before the day, after it, and when it escalates; `name` is the entry in a calendar; `path` within
    the project's pages is where it is settled."""

    name: str
    before: str
    after: str
    escalated: str
    path: str


WORDS: dict[Owed, Words] = {
    duties.REPORT: Words(
        N_("进展报告：%(number)s"),
        N_("合作项目 %(number)s“%(title)s”的进展报告（%(what)s）请于 %(day)s 前提交。"),
        N_("合作项目 %(number)s“%(title)s”的进展报告（%(what)s）已于 %(day)s 到期，请尽快提交。"),
        N_("合作项目 %(number)s“%(title)s”的进展报告（%(what)s）%(day)s 到期，至今未报，请督促。"),
        "/progress",
    ),
    duties.MILESTONE: Words(
        N_("里程碑：%(what)s"),
        N_("合作项目 %(number)s“%(title)s”的里程碑“%(what)s”将于 %(day)s 到期。"),
        N_("合作项目 %(number)s“%(title)s”的里程碑“%(what)s”已于 %(day)s 到期，请申报完成或申请延期。"),
        N_("合作项目 %(number)s“%(title)s”的里程碑“%(what)s”%(day)s 到期，至今没有完成，请督促。"),
        "",
    ),
    duties.PAYMENT: Words(
        N_("到款：%(what)s"),
        N_("合作项目 %(number)s“%(title)s”的款项“%(what)s”计划于 %(day)s 到款。"),
        N_("合作项目 %(number)s“%(title)s”的款项“%(what)s”计划于 %(day)s 到款，至今没有登记。"),
        N_("合作项目 %(number)s“%(title)s”的款项“%(what)s”应于 %(day)s 到款，至今没有登记，请督促。"),
        "/payments",
    ),
    duties.REGISTRATION: Words(
        N_("技术合同登记：%(what)s"),
        N_("合作项目 %(number)s“%(title)s”的技术合同 %(what)s 请于 %(day)s 前办理登记。"),
        N_("合作项目 %(number)s“%(title)s”的技术合同 %(what)s 应于 %(day)s 前登记，已经超期，请尽快办理。"),
        N_("合作项目 %(number)s“%(title)s”的技术合同 %(what)s 应于 %(day)s 前登记，至今未办，请督促。"),
        "",
    ),
}


@singledispatch
def what(row: Any) -> str:
    """What is owed, in the words of the parties."""
    raise TypeError(f"nothing is owed by {type(row).__name__}")


@what.register
def _report(row: ProgressReport) -> str:
    return f"{row.period_start.isoformat()} — {row.period_end.isoformat()}"


@what.register(Milestone)
@what.register(Payment)
def _titled(row: Milestone | Payment) -> str:
    return row.title


@what.register
def _agreement(row: Agreement) -> str:
    return row.contract_no
