import pytest

from tests.unit.coach.drafts import need, need_advice


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("控制要用西门子的控制器。", "西门子"),
        ("选用发那科机器人完成上下料。", "发那科机器人"),
        ("用 S7-1200 做控制。", "S7-1200"),
        ("视觉用康耐视相机。", "康耐视"),
        ("树脂指定巴斯夫。", "巴斯夫"),
        ("使用双虎牌轴承。", "使用双虎牌"),
        ("型号为 YZ-2000 的搅拌机。", "型号为 YZ-2000"),
        ("增加一台 HX-500型 混合机。", "HX-500型"),
    ],
)
def test_a_brand_or_model_is_better_told_as_a_function(sentence: str, words: str):
    told = need().problem + sentence
    (advice,) = need_advice("brand", problem=told)
    assert advice.span is not None and told[slice(*advice.span)] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "与现有西门子控制器通信。",
        "现场在用的发那科机器人保留。",
        "用过康耐视相机，雾里看不清。",
        "树立自有品牌。",
        "铭牌要激光打标。",
        "材料为 Q235、PA66 和 GCr15。",
        "接口用 RS-485。",
        "按 GB-4053 设护栏。",
        "换车牌识别。",
    ],
)
def test_what_is_there_already_is_no_brand_to_avoid(sentence: str):
    assert not need_advice("brand", problem=need().problem + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "求购一台大蒜分瓣机。",
        "想买两台烘干机。",
        "需要采购全自动包装设备。",
        "拟购置3套除尘设备。",
        "希望购买进口检测仪。",
    ],
)
def test_a_finished_product_is_better_told_as_a_function(sentence: str):
    (advice,) = need_advice("product", problem=need().problem + sentence)
    assert advice.severity.name == "IMPROVE"


def test_a_purchase_in_the_title_is_seen_too():
    (advice,) = need_advice("product", title="求购大蒜自动分瓣设备")
    assert advice.field == "title"


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年购买一台微波烘干机，花发焦。",
        "已购置 2 台线阵相机。",
        "采购成本每吨上涨 200 元。",
        "原料由采购部门统一采购。",
        "采购台账要能导出。",
        "去年采购的设备不适用。",
    ],
)
def test_what_was_bought_before_is_told_freely(sentence: str):
    assert not need_advice("product", problem=need().problem + sentence)


@pytest.mark.parametrize(
    "sentence",
    ["必须采用超临界萃取工艺。", "只能使用激光熔覆技术。", "限定用卷积神经网络算法。", "务必采用溶胶凝胶法。"],
)
def test_a_single_route_is_better_told_as_a_condition(sentence: str):
    (advice,) = need_advice("only-route", problem=need().problem + sentence)
    assert advice.span is not None


@pytest.mark.parametrize(
    "sentence", ["必须采用食品级材料。", "只能使用国产算法。", "必须通过 72 h 盐雾试验。", "可以采用超声或微波方法。"]
)
def test_a_condition_is_no_single_route(sentence: str):
    assert not need_advice("only-route", problem=need().problem + sentence)
