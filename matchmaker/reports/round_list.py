"""榜单 of a collection round as it goes into a file, and the words of its two forms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.i18n import translate
from matchmaker.messages import N_

NUMBER, TITLE, FIRM = N_("编号"), N_("需求名称"), N_("需求单位")
FIELD, DISTRICT, PROBLEM = N_("技术领域"), N_("县区"), N_("需解决的技术问题")
REQUIREMENTS, INDICATOR, DEMAND = N_("考核指标"), N_("指标"), N_("要求")
LEVEL, OBLIGATION = N_("现有水平"), N_("约束")
AWARD, DEADLINE, FEEDBACK = N_("榜单金额（万元）"), N_("揭榜截止"), N_("反馈承诺")
CONTACT, LISTED_ON, UNIT = N_("联系方式"), N_("发榜日期"), N_("发榜单位")
NOTICE, LIST, ALL = N_("通知"), N_("榜单"), N_("共 %(count)s 项，榜单金额合计 %(sum)s 万元")
PROMISE = N_("截止后 %(days)s 天内逐家反馈结果和理由")
CLOSED = N_("只对已认证的高校院所开放")


@dataclass(frozen=True)
class RequirementLine:
    indicator: str
    demand: str
    current_level: str
    obligation: str


@dataclass(frozen=True)
class ListedChallenge:
    """`award` in 万元. Without `details` the reader may see neither problem nor requirements."""

    number: str
    title: str
    firm: str
    field: str
    district: str
    award: Decimal | None
    deadline: datetime | None
    feedback_days: int
    details: bool = True
    problem: str = ""
    requirements: Sequence[RequirementLine] = ()


@dataclass(frozen=True)
class RoundList:
    """`contact`: lines that say whom to ask, the bureau and not the firms. `locale`: the reader's, zh or en."""

    title: str
    notice: str
    listed_on: date
    publisher: str
    contact: Sequence[str]
    challenges: Sequence[ListedChallenge] = field(default_factory=tuple)
    locale: str = "zh"

    def say(self, message: str, **params: object) -> str:
        return translate(message, self.locale, **params)

    @property
    def total(self) -> Decimal:
        return sum((each.award or Decimal(0) for each in self.challenges), Decimal(0))

    @property
    def sum_line(self) -> str:
        return self.say(ALL, count=len(self.challenges), sum=f"{self.total:,.2f}")

    def promise(self, challenge: ListedChallenge) -> str:
        return self.say(PROMISE, days=challenge.feedback_days)


def moment(value: datetime | None) -> str:
    """In the city's time."""
    return f"{value.astimezone(CITY_ZONE):%Y-%m-%d %H:%M}" if value else "—"
