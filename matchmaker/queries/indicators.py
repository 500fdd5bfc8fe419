"""Which figures a yearly target can be set for. The figure says what counts; the indicator only how it is called."""

from dataclasses import dataclass

from matchmaker.messages import N_
from matchmaker.queries.figures import FIGURES, Figure, Measure


@dataclass(frozen=True)
class Indicator:
    """`unit` is what a goal is counted in; amounts are in 万元."""

    title: str
    figure: Figure
    unit: str

    @property
    def key(self) -> str:
        return self.figure.key

    @property
    def is_amount(self) -> bool:
        return self.figure.measure is Measure.AMOUNT


TEN_THOUSAND_YUAN = N_("万元")
INDICATORS = {
    key: Indicator(title, FIGURES[key], unit)
    for key, title, unit in (
        ("projects-signed", N_("产学研合作项目"), N_("项")),
        ("universities-met", N_("对接高校院所"), N_("家")),
        ("firms-served", N_("对接服务企业"), N_("家")),
        ("problems-solved", N_("攻关技术难题"), N_("项")),
        ("achievements-transferred", N_("引进转化成果"), N_("项")),
        ("challenges-collected", N_("揭榜挂帅需求征集"), N_("项")),
        ("achievements-new", N_("高校成果征集"), N_("项")),
        ("agreements", N_("技术合同成交额"), TEN_THOUSAND_YUAN),
        ("agreements-absorbed", N_("吸纳技术合同成交额"), TEN_THOUSAND_YUAN),
        ("agreements-exported", N_("输出技术合同成交额"), TEN_THOUSAND_YUAN),
        ("workstations", N_("备案院士工作站"), N_("家")),
        ("platforms", N_("备案创新平台"), N_("家")),
        ("outputs-people", N_("引进人才"), N_("人")),
        ("outputs-sales", N_("新增销售"), TEN_THOUSAND_YUAN),
    )
}
