import csv

import pytest

from matchmaker.coach import Advice
from matchmaker.coach.word_lists import BRANDS, CLAIMS, HERE, VAGUE
from tests.unit.coach.drafts import need, need_advice


def _vague(sentence: str) -> list[Advice]:
    return need_advice("vague", problem=need().problem + sentence)


@pytest.mark.parametrize(
    ("sentence", "word", "hint"),
    [
        ("希望尽可能缩短烘干时间。", "尽可能", "最低要达到多少"),
        ("显著提高砂光板的一次合格率。", "显著提高", "从多少提高到多少"),
        ("大幅降低窑炉能耗。", "大幅降低", "从多少降到多少"),
        ("产品强度要较高。", "较高", "具体数值和单位"),
        ("涂层附着性优良。", "优良", "按什么标准测"),
        ("达到国内领先。", "国内领先", "对标"),
        ("整体达到先进水平。", "先进水平", "对标"),
        ("在一定程度上减少结块。", "一定程度", "写明程度"),
        ("解决粘连、结块、返潮等等。", "等等", "省略的内容"),
        ("需要低成本的除尘办法。", "低成本", "成本的上限"),
        ("开发高效的分选设备。", "高效", "效率指什么"),
        ("刀片要耐磨。", "耐磨", "磨损量"),
        ("设备要操作简单。", "操作简单", "谁来用"),
        ("减少人工。", "减少人工", "几个人"),
        ("要满足客户要求。", "满足客户要求", "验收条件"),
        ("替代进口密封件。", "替代进口", "进口产品的关键数值"),
        ("报警要及时。", "及时", "时间的上限"),
        ("口感好。", "口感好", "怎样评价"),
    ],
)
def test_a_vague_word_gets_something_to_write_instead(sentence: str, word: str, hint: str):
    (advice,) = _vague(sentence)
    assert advice.field == "problem"
    assert advice.span is not None and (need().problem + sentence)[slice(*advice.span)] == word
    assert advice.suggestion is not None and hint in advice.suggestion.message


@pytest.mark.parametrize(
    "sentence",
    [
        "显著提高一次合格率，由 86% 提高到 95%。",
        "大幅降低窑炉能耗，吨产品电耗不超过 350 kWh。",
        "要快速，从取样到出结果 15 min。",
        "用高效液相色谱测残留。",
        "优良品系由甲方提供。",
        "采用高强钢焊接。",
        "高效减水剂由甲方指定。",
        "现在的刀片不耐磨。",
        "产品质量没有明显改善。",
        "通过高速公路运输。",
    ],
)
def test_a_word_that_is_made_clear_is_left_alone(sentence: str):
    assert not _vague(sentence)


def test_a_number_that_is_part_of_a_name_makes_nothing_clear():
    assert _vague("Q235 板材要强度高。")


def test_a_number_of_another_sentence_makes_nothing_clear():
    assert _vague("年产 3 万件。要高效。")


def test_words_with_the_same_remedy_are_spoken_of_once():
    assert len(_vague("性能优良，外观优异，手感良好。")) == 1


def test_the_background_may_be_told_in_any_words():
    assert not need_advice("vague", background=need().background + "人工成本较高，效果不理想。")


@pytest.mark.parametrize(("words", "least"), [(VAGUE, 300), (CLAIMS, 100), (BRANDS, 80)])
def test_the_lists_are_long_enough_to_be_of_use(words, least: int):
    assert len(words) >= least


@pytest.mark.parametrize("name", ["vague_words.csv", "claims.csv", "brands.csv"])
def test_each_word_stands_in_a_list_once(name: str):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [word for row in rows for word in row["words"].split("|")]
    assert sorted({word for word in words if words.count(word) > 1 or word != word.strip() or not word}) == []
    assert all(row["suggestion"].endswith("。") for row in rows)
