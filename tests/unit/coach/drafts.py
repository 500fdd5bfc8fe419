"""Drafts to which the coach has nothing to say; tests change one thing about them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from matchmaker.coach import (
    AchievementDraft,
    Advice,
    Coaching,
    NeedDraft,
    ParameterRow,
    RequirementRow,
    advise_achievement,
    advise_need,
)

ROWS = (
    RequirementRow("表面裂纹检出率", "GE", "98", unit="%", current_level="人工目检约 85%"),
    RequirementRow("误检率", "LE", "2", unit="%"),
    RequirementRow("检测速度", "GE", "30", unit="m/min", required=False),
)
NEED = NeedDraft(
    title="铝型材挤压表面裂纹在线检测",
    background="公司年产建筑铝型材 3.2 万 t，挤压出料速度 12～35 m/min，裂纹靠两名工人在冷床旁目检，夜班漏检多，"
    "去年因裂纹退货 41 批。",
    problem="型材出料时表面温度在 480 ℃左右，有氧化皮和水雾，普通相机看不清深度 0.1 mm 的细裂纹。"
    "希望在冷床入口完成检测，给出裂纹的位置和长度，并把结果写入现有的生产管理系统，换型材断面时不用重新训练。",
    scenario="三车间 2 条 1800 t 挤压线，日产 60 t，两班生产。",
    current_basis="已装 1 套线阵相机试了三个月，积累带标注图像 2.6 万张。",
    requirements=ROWS,
    modes=("COMMISSIONED", "JOINT"),
    budget=Decimal(80),
    delivery_months=12,
    has_field=True,
)
PARAMETERS = (
    ParameterRow("黄曲霉毒素检出限", "2.0", "μg/kg", "第三方检测报告"),
    ParameterRow("分选速度", "3.5", "t/h", "用户报告"),
)
ACHIEVEMENT = AchievementDraft(
    title="花生黄曲霉毒素近红外在线分选系统",
    abstract="霉变花生仁的毒素分布不均，抽样检验常漏掉少数高毒粒。本成果用 900～1700 nm 近红外逐粒成像，"
    "以支持向量机判别后气嘴剔除，单通道每秒 400 粒。在两家花生加工厂连续运行 14 个月，剔除后毒素低于 4 μg/kg。",
    advantages="与色选机相比，对外观完好的内部霉变粒检出率由 32% 提高到 91%。",
    keywords=("黄曲霉毒素", "近红外"),
    stage="PRODUCTION",
    trl=8,
    parameters=PARAMETERS,
    properties=2,
    scenes="花生、玉米、开心果加工厂的原料验收和精选工序",
    cases="莒南一家花生出口企业用了 14 个月，退货由每年 9 批降到 1 批。",
    modes=("LICENSE", "SERVICE"),
    price=Decimal(60),
    has_field=True,
)


def need(**changes: Any) -> NeedDraft:
    return replace(NEED, **changes)


def achievement(**changes: Any) -> AchievementDraft:
    return replace(ACHIEVEMENT, **changes)


def need_advice(code: str, **changes: Any) -> list[Advice]:
    return _coded(advise_need(need(**changes)), code)


def achievement_advice(code: str, **changes: Any) -> list[Advice]:
    return _coded(advise_achievement(achievement(**changes)), code)


def _coded(coaching: Coaching, code: str) -> list[Advice]:
    return [each for each in coaching.advice if each.code == code]
