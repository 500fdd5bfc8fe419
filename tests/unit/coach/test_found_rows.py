"""Numbers of the problem's text, offered as rows of the 考核指标."""

import pytest

from matchmaker.coach import RequirementRow
from tests.unit.coach.drafts import need, need_advice


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("产品纯度不低于99.5%。", ("产品纯度", "GE", "99.5", "", "%")),
        ("单次插取不超过35 s。", ("单次插取", "LE", "35", "", "s")),
        ("并把含水率控制在 8～12%。", ("含水率", "RANGE", "8", "12", "%")),
        ("振实密度＞1.1 g/cm3；", ("振实密度", "GE", "1.1", "", "g/cm3")),
        ("改造费控制在1.8万元以内。", ("改造费", "LE", "1.8", "", "万元")),
        ("一次合格率要提高到９５％以上。", ("一次合格率", "GE", "95", "", "%")),
        ("噪声降到 65 dB 以下。", ("噪声", "LE", "65", "", "dB")),
        ("摩擦系数不小于0.36。", ("摩擦系数", "GE", "0.36", "", "")),
        ("温度波动控制在±2℃。", ("温度波动", "EQ", "±2", "", "℃")),
        ("换型时间缩短到20分钟。", ("换型时间", "LE", "20", "", "分钟")),
        ("使用寿命达到8000小时。", ("使用寿命", "GE", "8000", "", "小时")),
    ],
)
def test_a_demand_in_the_text_can_become_a_row(sentence: str, row: tuple[str, str, str, str, str]):
    told = need().problem + sentence
    (advice,) = need_advice("number-in-text", problem=told)
    found = advice.row
    assert found is not None
    assert (found.indicator, found.comparator, found.value, found.value_high, found.unit) == row
    assert advice.span is not None and told[slice(*advice.span)] == advice.message.params["words"]


@pytest.mark.parametrize(
    "sentence",
    [
        "检出率不低于98%。",
        "目前合格率达到86%。",
        "我公司铸坯厚度可达到110 mm。",
        "甲乙两线的产能分别达到5 t和8 t。",
        "粉尘粒径在 5 μm 左右。",
        "符合 GB/T 1591-2018。",
        "不超过 3 家供应商有货。",
    ],
)
def test_a_row_that_stands_already_or_a_plain_fact_is_not_offered(sentence: str):
    assert not need_advice("number-in-text", problem=need().problem + sentence)


def test_of_many_demands_the_first_few_are_offered():
    many = "".join(
        f"第{sign}项温差不超过{degrees}℃。" for sign, degrees in zip("甲乙丙丁戊己", range(20, 26), strict=True)
    )
    offered = need_advice("number-in-text", problem=many, requirements=(RequirementRow("温差", "LE", "20", unit="℃"),))
    assert [each.row and each.row.value for each in offered] == ["21", "22", "23", "24"]
