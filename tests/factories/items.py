from datetime import timedelta
from decimal import Decimal

import factory

from matchmaker.adapters import clock
from models import Achievement, Need, Parameter, Requirement, TeamMember
from models.enums import (
    AchievementState,
    Comparator,
    CooperationMode,
    NeedState,
    Stage,
    TeamRole,
    TransferMode,
)
from tests.factories import reference
from tests.factories.base import Factory
from tests.factories.people import firm_user, research_user


class NeedFactory(Factory):
    """A published need with two requirement rows."""

    class Meta:
        model = Need

    thread = factory.Sequence(lambda n: f"2025-{n + 1:04d}")
    title = "铝型材挤压表面裂纹在线检测"
    author = factory.LazyFunction(firm_user)
    organization = factory.SelfAttribute("author.organization")
    field = factory.LazyFunction(reference.field)
    district = factory.LazyFunction(reference.district)
    background = "现有离线抽检滞后约四十分钟，成批报废。"
    problem = "挤压速度超过每分钟六米时型材表面出现微裂纹，需要在线发现并报警。"
    scenario = "铝型材挤压生产线出料口"
    budget = Decimal("80.00")
    delivery_months = 12
    contact_name, contact_phone = "林晓东", "0539-5550123"
    state = NeedState.PUBLISHED
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    modes = factory.LazyFunction(lambda: [CooperationMode.JOINT])
    requirements = factory.LazyFunction(
        lambda: [
            Requirement(position=1, indicator="可检裂纹深度", comparator=Comparator.LE, value="0.10", unit="mm"),
            Requirement(
                position=2, indicator="漏检率", comparator=Comparator.LE, value="1", unit="%", current_level="6 %"
            ),
        ]
    )


class AchievementFactory(Factory):
    """A published achievement with a parameter and a leader."""

    class Meta:
        model = Achievement

    number = factory.Sequence(lambda n: f"A-2025-{n + 1:04d}")
    title = "金属型材表面缺陷机器视觉在线检测系统"
    author = factory.LazyFunction(research_user)
    organization = factory.SelfAttribute("author.organization")
    abstract = "采用多光谱线阵相机识别挤压型材表面裂纹，可检裂纹深度零点零八毫米。系统已在两条产线试用。"
    advantages = "检测速度快，误报少。"
    keywords = factory.LazyFunction(lambda: ["机器视觉", "裂纹检测"])
    stage, trl = Stage.PILOT, 6
    price = Decimal("60.00")
    contact_name, contact_phone = "周明远", "0531-5550188"
    state = AchievementState.PUBLISHED
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    modes = factory.LazyFunction(lambda: [TransferMode.LICENSE])
    fields = factory.LazyFunction(lambda: [reference.field()])
    parameters = factory.LazyFunction(
        lambda: [Parameter(position=1, indicator="可检裂纹深度", value="0.08", unit="mm", evidence="第三方检测报告")]
    )
    team = factory.LazyFunction(lambda: [TeamMember(position=1, name="周明远", title="教授", role=TeamRole.LEADER)])
