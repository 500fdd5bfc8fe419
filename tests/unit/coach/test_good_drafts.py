"""Who writes well is left in peace."""

from decimal import Decimal

import pytest

from matchmaker.coach import RequirementRow, advise_achievement, advise_need
from tests.unit.coach.drafts import achievement, need


def test_a_good_need_gets_no_advice():
    assert advise_need(need()).advice == ()
    assert advise_need(need()).completeness == 100


def test_a_good_achievement_gets_no_advice():
    assert advise_achievement(achievement()).advice == ()
    assert advise_achievement(achievement()).completeness == 100


GOOD_PROBLEMS = {
    "木业": "砂光机除尘管内粉尘浓度在 20～60 g/m³之间波动，火花探测器每班误报 4～6 次。希望区分火花与高温砂粒，"
    "响应时间不长于现有的 0.3 s，探头在粉尘里连续用 1 个月不擦拭。",
    "食品": "大蒜切片在 60 ℃热风里 3 h 后开始褐变，色差 ΔE 由 4 升到 12。希望在不加亚硫酸盐的条件下把褐变压住，"
    "烘干时间可以再加 1 h，蒜素损失要少于现在的 45%。",
    "医药": "沉淀结晶出来的颗粒批间 D90 在 9～22 μm 之间波动，气流粉碎后静电大、易团聚。需要搞清混合强度、加料速率"
    "和温度对成核的影响，给出可放大到 3000 L 釜的设备方案，并保证晶型不变。",
    "物流": "叉车在货架间会车时两台车的定位都会跳，最大跳到 1.2 m，只能停车人工复位。希望在金属货架和 9 m 高位的环境里"
    "把跳动压到 0.1 m 以内，不在地面贴码，改造时仓库不停业。",
    "化肥": "复合肥在 30 ℃、相对湿度 80% 的库里放 60 天后结块，用手捏不开。防结块剂每吨 4 kg 已经加到上限，"
    "再加就影响溶解。希望从造粒和冷却工序找原因，给出工艺窗口和包膜方案。",
    "机械": "拖拉机变速箱斜齿轮热处理后齿向变形 0.03～0.08 mm，磨齿余量留到 0.25 mm 还有 6% 磨不出来。希望把变形"
    "稳住，减少磨量；淬火炉和淬火油可以换，渗碳层深度仍是 0.9～1.2 mm。",
    "陶瓷": "釉面砖出窑后 48 h 内出现釉裂，冬季比夏季多 3 倍。坯、釉膨胀系数差按配方算只有 0.4×10⁻⁶/℃，"
    "实际烧成后偏离。希望找出偏离的来源，给出配方和烧成曲线。",
    "信息": "热线每天约 2600 件诉求，同一件事被不同人反映 5～30 次，现在靠坐席记忆归并。希望自动归并，"
    "并给出归并的依据供坐席核对，不改动 12345 现有的工单流转。",
}


@pytest.mark.parametrize("problem", GOOD_PROBLEMS.values(), ids=GOOD_PROBLEMS.keys())
def test_a_concrete_problem_is_left_alone(problem: str):
    assert advise_need(need(problem=problem)).advice == ()


@pytest.mark.parametrize(
    "title",
    [
        "板栗机械脱苞",
        "金银花快速杀青",
        "L-麦角硫因高产菌株选育",
        "5 t 电动装载机双电机功率分配",
        "ABS 制动盘灰铸铁孕育",
        "废旧磷酸铁锂电池选择性提锂",
        "大蒜收获机防缠绕",
        "园区雨水管网混接排查",
    ],
)
def test_a_concrete_title_is_left_alone(title: str):
    assert advise_need(need(title=title)).advice == ()


@pytest.mark.parametrize(
    "row",
    [
        RequirementRow("Ra", "LE", "0.8", unit="μm"),
        RequirementRow("粒度分布跨度", "LE", "1.5"),
        RequirementRow("铅溶出", "EQ", "未检出", unit="mg/L"),
        RequirementRow("盐雾试验", "EQ", "通过 720 h"),
        RequirementRow("收率", "GE", "≥98%"),
        RequirementRow("挤出温度", "RANGE", "180", "200", "℃"),
        RequirementRow("重复定位精度", "EQ", "±0.02", unit="mm"),
        RequirementRow("抗压强度等级", "EQ", "C60"),
        RequirementRow("工作电压", "EQ", "３８０", unit="V"),
    ],
    ids=lambda row: row.indicator,
)
def test_a_clear_row_is_left_alone(row: RequirementRow):
    assert advise_need(need(requirements=(*need().requirements, row))).advice == ()


def test_a_challenge_with_an_award_needs_no_budget():
    assert advise_need(need(is_challenge=True, award=Decimal(100), budget=None)).advice == ()


def test_who_leaves_the_price_open_on_purpose_is_not_asked_again():
    assert advise_need(need(budget=None, negotiable=True)).advice == ()
