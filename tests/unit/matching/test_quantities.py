"""Numbers with units and ranges, read from texts as people write them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.matching.quantities import find_quantities, read_quantity
from tests.unit.matching.bad_texts import BAD_TEXTS

INF = None

# text, low and high in the unit of the last column (None: open), unit that says the dimension
READ = [
    ("纯度98.5%", 98.5, 98.5, "%"),
    ("纯度≥９８．５％", 98.5, None, "%"),
    ("准确率不低于95%", 95, None, "%"),
    ("回收率百分之67", 67, 67, "%"),
    ("回收率百分之六十七", 67, 67, "%"),
    ("损失约三成", 30, 30, "%"),
    ("含量5‰", 0.5, 0.5, "%"),
    ("含氧量≤8ppm", None, 0.0008, "%"),
    ("重金属 2 mg/kg", 2, 2, "ppm"),
    ("尺寸精度±0.02mm", -0.02, 0.02, "mm"),
    ("孔径10±0.5 mm", 9.5, 10.5, "mm"),
    ("阻值100 Ω±5%", 95, 105, "Ω"),
    ("锻件100～300吨", 100, 300, "t"),
    ("锻件100—300吨", 100, 300, "t"),
    ("锻件100-300 t", 100, 300, "t"),
    ("锻件100吨至300吨", 100, 300, "t"),
    ("厚度 10 mm～15 mm", 10, 15, "mm"),
    ("工作温度-40～125℃", -40, 125, "℃"),
    ("工作温度－40℃到＋85℃", -40, 85, "℃"),
    ("冷藏温度2 - 8 ℃", 2, 8, "℃"),
    ("寿命2万小时", 20000, 20000, "h"),
    ("寿命1～2万小时", 10000, 20000, "h"),
    ("疲劳寿命1.2亿次", 1.2e8, 1.2e8, "次"),
    ("疲劳次数 1e9 次", 1e9, 1e9, "次"),
    ("电阻率1×10^5 Ω·m", 1e5, 1e5, "Ω·m"),
    ("磨损率 0.31 10⁻⁷cm³/(N·m)", 3.1e-8, 3.1e-8, "cm³/(N·m)"),
    ("漏率10⁻⁹Pa·m³/s", 1e-9, 1e-9, "Pa·m³/s"),
    ("渗透系数1.5e-3 m/s", 1.5e-3, 1.5e-3, "m/s"),
    ("插取12,800次", 12800, 12800, "次"),
    ("插取12 800次", 12800, 12800, "次"),
    ("抗拉强度1.2GPa", 1200, 1200, "MPa"),
    ("抗压强度不小于50兆帕", 50, None, "MPa"),
    ("压力250 N/mm²", 250, 250, "MPa"),
    ("公差2丝", 20, 20, "μm"),
    ("粒径≤10微米", None, 0.01, "mm"),
    ("净重5公斤", 5, 5, "kg"),
    ("亩产800斤", 400, 400, "kg"),
    ("处理量30吨/日", 30, 30, "t/d"),
    ("处理量3 万吨/年", 30000, 30000, "t/a"),
    ("成本2950元/吨", 2.95, 2.95, "元/kg"),
    ("功率千瓦数为75千瓦", 75, 75, "kW"),
    ("转速3000 r/min", 3000, 3000, "转/分"),
    ("转速1.5万转/分", 15000, 15000, "r/min"),
    ("噪声76～79 dB(A)", 76, 79, "dB"),
    ("密度7.8 g/cm³", 7800, 7800, "kg/m3"),
    ("导热系数90 W/(m·K)", 90, 90, "W/m·K"),
    ("出水COD不超过50mg/L", None, 50, "mg/L"),
    ("产能120件/小时", 2, 2, "件/min"),
    ("光效≥180 lm/W", 180, None, "lm/W"),
    ("扭矩450N·m", 450, 450, "N·m"),
    ("硬度HRC58～62", 58, 62, "HRC"),
    ("硬度≥58 HRC", 58, None, "HRC"),
    ("HRC≥58", 58, None, "HRC"),
    ("防护等级IP67", 67, 67, "IP"),
    ("误报0.02次/(柜·年)", 0.02, 0.02, "次/(柜·年)"),
    ("反应时间20分钟以内", None, 20, "min"),
    ("24h内响应", None, 24, "h"),
    ("保质期12个月以上", 1, None, "年"),
    ("使用寿命3年+", 3, None, "年"),
    ("耕作面积300亩", 200000, 200000, "m²"),
    ("效率提高2倍", 2, 2, "倍"),
    ("通过20余台样机", 20, 20, "台"),
    ("比表面积 25 m2/g", 25, 25, "m²/g"),
    ("达到4级", 4, 4, "级"),
    ("流速不到2 m/s", None, 2, "m/s"),
    ("两小时完成", 2, 2, "h"),
    ("收率未达到95%以上", None, 95, "%"),
    ("光泽 85 GU", 85, 85, "GU"),
    ("速度 up to 30 m/min", None, 0.5, "m/s"),
    ("效率大于等于 85 ％", 85, None, "%"),
    ("接触电阻0.8 mΩ·cm²", 0.8, 0.8, "mΩ·cm²"),
    ("断裂韧性7 MPa·m^1/2", 7, 7, "MPa·m^1/2"),
    ("pH6.5～7.5", 6.5, 7.5, ""),
    ("Ra0.8 μm", 0.8, 0.8, "μm"),
    ("系数0.38，恢复良好", 0.38, 0.38, ""),
    ("电耗5kwh", 5, 5, "kWh"),
    ("压力10Mpa", 10, 10, "MPa"),
    ("活菌180亿CFU/mL", 1.8e10, 1.8e10, "CFU/mL"),
    ("含水30㎎/㎏", 30, 30, "ppm"),
]

NOTHING = [
    "执行GB/T 1234-2018标准",
    "符合GB 4806.7",
    "按 ISO 9001:2015 认证",
    "牌号TC4、Q345",
    "专利ZL201910123456.7已授权",
    "2023年投产",
    "2021-2025年",
    "2024-05-12验收",
    "联系电话13800138000",
    "材质316L不锈钢",
    "型号XE950、LB-217",
    "第3代产品",
    "H2O与Fe3O4、CO2",
    "尺寸3.0×3.0 mm",
    "命中9/11次",
    "配比1:3",
    "版本2.0.1",
    "没有数字",
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), READ)
def test_quantity_is_read(text: str, low: float | None, high: float | None, unit: str) -> None:
    found = find_quantities(text)
    assert len(found) == 1, found
    (quantity,) = found
    measure = read_quantity("1", unit).unit  # type: ignore[union-attr]
    if quantity.dimension.startswith("difference") or quantity.tolerance:
        measure = measure.difference
    assert quantity.dimension == measure.dimension
    bounds = (quantity.low, quantity.high)
    expected = tuple(bound if bound is None else pytest.approx(measure.to_base(bound)) for bound in (low, high))
    assert bounds == expected
    assert text[quantity.start : quantity.end] == quantity.text


@pytest.mark.parametrize("text", NOTHING)
def test_what_measures_nothing_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_one_sentence_with_several() -> None:
    text = "三段溶氧控制，5 t罐30 h芽孢数180亿CFU/mL，芽孢率≥95%；常温12个月存活84%左右。"
    found = find_quantities(text)
    assert [q.text for q in found] == ["5 t", "30 h", "180亿CFU/mL", "≥95%", "12个月", "84%左右"]
    assert [q.approximate for q in found] == [False] * 5 + [True]


def test_two_conditions_are_no_rate() -> None:
    assert [q.text for q in find_quantities("抗粘连（50 ℃/24 h），100 kHz/50 mT")] == [
        "50 ℃",
        "24 h",
        "100 kHz",
        "50 mT",
    ]


@pytest.mark.parametrize("other", ["罐/班", "PLU/g", "kg", "", "℃"])
def test_unknown_unit_equals_only_itself(other: str) -> None:
    own = read_quantity("3", "GU")
    their = read_quantity("3", other)
    assert own and their
    assert own.dimension != their.dimension
    assert own.dimension == read_quantity("5", "GU").dimension  # type: ignore[union-attr]


def test_difference_of_temperatures_has_no_offset() -> None:
    absolute, kelvin = read_quantity("2", "℃"), read_quantity("2", "K")
    assert absolute and kelvin
    assert absolute.low == pytest.approx(275.15)
    assert absolute.as_difference().low == pytest.approx(2)
    assert absolute.as_difference().dimension == kelvin.as_difference().dimension != absolute.dimension
    assert find_quantities("控温±0.5℃")[0].high == pytest.approx(0.5)


def test_value_and_unit_that_were_filled_in_apart() -> None:
    assert read_quantity("150", "亿CFU/mL").low == read_quantity("1.5×10^10", "CFU/mL").low  # type: ignore[union-attr]
    assert read_quantity("≥95", "%").low == pytest.approx(0.95)  # type: ignore[union-attr]
    assert read_quantity("890", "无量纲").dimension == ""  # type: ignore[union-attr]
    assert read_quantity("未检出", "mg/L") is None


@pytest.mark.parametrize("name", BAD_TEXTS)
def test_bad_texts_are_borne(name: str) -> None:
    find_quantities(BAD_TEXTS[name])


@pytest.mark.parametrize(
    "text",
    ["9" * 100_000, "1," * 50_000, "1 111" * 20_000, "1.1" * 33_000, "5" + "km" * 50_000, "5 m/(" + "m·" * 50_000,
     "1e999 m", "10^999", "5 m^-9999", "1/0", "3 m/0s", "0.0.0.0", "±" * 100_000, "百" * 100_000, "~1" * 50_000,
     "A1-" * 33_000, "1×" * 50_000, "不低于" * 33_000 + "5"],
)  # fmt: skip
def test_hostile_texts_are_read_in_time(text: str) -> None:
    begun = time.monotonic()
    find_quantities(text)
    assert time.monotonic() - begun < 3


_WRITTEN = """
不低于 ≥ ≤ ± ～ - 至 约 以上 以内 左右 万 亿 % ℃ mm MPa kg / · ( ) 元 吨 次 e ^ ×10 10 ⁻³ 3 0.5 1,000 百分之 三成 两
小时 HRC GB/T 2018 年 . , ： \x00 \u202e
"""
_PIECES = st.lists(st.sampled_from(_WRITTEN.split()), max_size=14)


def test_words_that_contradict_each_other_leave_the_number() -> None:
    (found,) = find_quantities("漏检率不低于≤3 %")
    assert found.low == found.high == found.value


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), _PIECES.map("".join), _PIECES.map(" ".join)))
def test_any_text_gives_ordered_bounds_and_spans_inside_it(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        assert all(bound is None or abs(bound) < 1e300 for bound in (quantity.low, quantity.high))
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.text
        end = quantity.end


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=20), st.text(max_size=12))
def test_any_filled_in_row_is_borne(value: str, unit: str) -> None:
    read_quantity(value, unit)
