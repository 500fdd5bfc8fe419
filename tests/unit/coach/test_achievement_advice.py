import pytest

from matchmaker.coach import AchievementDraft, ParameterRow, Severity, advise_achievement
from tests.unit.coach.drafts import PARAMETERS, achievement, achievement_advice


def test_an_empty_achievement_is_told_what_to_begin_with():
    coaching = advise_achievement(AchievementDraft())
    assert coaching.completeness == 0
    assert [each.field for each in coaching.missing] == [
        "title",
        "field_1",
        "abstract",
        "stage",
        "trl",
        "modes",
        "parameters",
    ]
    assert [each.field for each in coaching.improvable] == ["scenes", "intellectual_property"]


@pytest.mark.parametrize(
    ("changes", "code", "field", "severity"),
    [
        ({"title": ""}, "title", "title", "MISSING"),
        ({"title": "新型智能设备"}, "title-general", "title", "IMPROVE"),
        ({"has_field": False}, "field", "field_1", "MISSING"),
        ({"abstract": ""}, "abstract", "abstract", "MISSING"),
        ({"abstract": "一种花生分选机，效率 3 t/h。"}, "abstract-short", "abstract", "IMPROVE"),
        ({"stage": ""}, "no-stage", "stage", "MISSING"),
        ({"trl": None}, "no-trl", "trl", "MISSING"),
        ({"scenes": ""}, "no-scenes", "scenes", "IMPROVE"),
        ({"cases": ""}, "no-cases", "cases", "IMPROVE"),
        ({"modes": ()}, "modes", "modes", "MISSING"),
        ({"parameters": ()}, "no-parameters", "parameters", "MISSING"),
        ({"parameters": (ParameterRow(),)}, "no-parameters", "parameters", "MISSING"),
        ({"properties": 0}, "no-property", "intellectual_property", "IMPROVE"),
    ],
)
def test_what_is_missing_is_named_at_its_field(changes: dict[str, object], code: str, field: str, severity: str):
    (advice,) = achievement_advice(code, **changes)
    assert (advice.field, advice.severity) == (field, Severity[severity])
    assert advice.suggestion is not None


def test_research_is_not_asked_who_uses_it():
    assert not achievement_advice("no-cases", stage="LAB", trl=4, cases="")


@pytest.mark.parametrize(
    ("stage", "trl"), [("PRODUCTION", 4), ("PRODUCTION", 6), ("RESEARCH", 7), ("LAB", 8), ("PILOT", 3), ("SAMPLE", 9)]
)
def test_stage_and_readiness_that_contradict_each_other_are_pointed_at(stage: str, trl: int):
    (advice,) = achievement_advice("maturity-differs", stage=stage, trl=trl)
    assert advice.field == "trl" and advice.message.params == {"trl": trl}


@pytest.mark.parametrize(
    ("stage", "trl"), [("RESEARCH", 2), ("LAB", 4), ("PILOT", 6), ("SAMPLE", 7), ("PRODUCTION", 9)]
)
def test_stage_and_readiness_that_agree_are_left_alone(stage: str, trl: int):
    assert not achievement_advice("maturity-differs", stage=stage, trl=trl)


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        (ParameterRow("分选速度", "快", "", "用户报告"), "row-number", "value"),
        (ParameterRow("分选速度", "3.5", "", "用户报告"), "row-unit", "unit"),
        (ParameterRow("分选速度", "≥3.5", "", "用户报告"), "row-unit", "unit"),
        (ParameterRow("分选速度", "3.5", "t/h", ""), "row-evidence", "evidence"),
        (ParameterRow("分选速度", "3.5", "t/h", "估算"), "row-evidence", "evidence"),
        (ParameterRow("分选速度", "", "t/h", "用户报告"), "row-half", "value"),
        (ParameterRow("", "3.5", "t/h", "用户报告"), "row-half", "indicator"),
    ],
)
def test_a_parameter_that_cannot_be_compared_is_pointed_at(row: ParameterRow, code: str, field: str):
    (advice,) = advise_achievement(achievement(parameters=(*PARAMETERS, ParameterRow(), row))).advice
    assert (advice.code, advice.field) == (code, f"parameters-3-{field}")


@pytest.mark.parametrize(
    "row",
    [
        ParameterRow("压缩比", "11.8", "", "样机自测"),
        ParameterRow("铅溶出", "未检出", "mg/L", "第三方检测报告"),
        ParameterRow("硬度", "4H", "", "第三方检测报告"),
        ParameterRow("准确率", "92%", "", "用户报告"),
    ],
)
def test_a_clear_parameter_is_left_alone(row: ParameterRow):
    assert advise_achievement(achievement(parameters=(*PARAMETERS, row))).advice == ()


@pytest.mark.parametrize(
    ("field", "sentence", "word", "hint"),
    [
        ("abstract", "整体技术国际领先。", "国际领先", "和哪家产品"),
        ("abstract", "填补国内空白。", "填补国内空白", "查新报告"),
        ("advantages", "属国内首创。", "首创", "查新报告"),
        ("advantages", "独家工艺。", "独家", "专利号"),
        ("advantages", "彻底解决结块。", "彻底解决", "验证过"),
        ("abstract", "应用前景广阔。", "应用前景广阔", "谁在用"),
        ("abstract", "经济效益显著。", "经济效益显著", "一年省多少"),
        ("advantages", "可替代进口。", "替代进口", "对比表"),
        ("advantages", "深受用户欢迎。", "深受用户", "用户单位"),
        ("abstract", "具有自主知识产权。", "自主知识产权", "编号和状态"),
    ],
)
def test_advertising_is_asked_for_what_stands_behind_it(field: str, sentence: str, word: str, hint: str):
    told = getattr(achievement(), field) + sentence
    (advice,) = advise_achievement(achievement(**{field: told})).advice
    assert (advice.code, advice.field) == ("claim", field)
    assert advice.span is not None and word in told[slice(*advice.span)]
    assert advice.suggestion is not None and hint in advice.suggestion.message


@pytest.mark.parametrize(
    "sentence",
    [
        "经省科技厅鉴定达到国际领先。",
        "查新结论为国内首创。",
        "与进口机相比检出率由 88% 提高到 91%，国内领先。",
        "每粒都有唯一编码。",
        "喷涂效果在无风时最好，有风时停用。",
    ],
)
def test_a_claim_with_its_proof_is_left_alone(sentence: str):
    assert advise_achievement(achievement(abstract=achievement().abstract + sentence)).advice == ()


def test_a_grand_word_that_is_vague_too_is_spoken_of_once():
    (advice,) = advise_achievement(achievement(advantages="达到国内先进水平。")).advice
    assert advice.code == "claim"


@pytest.mark.parametrize(
    "title", ["活塞杆 HVAF 喷涂碳化钨涂层", "TDLAS 开放光路甲烷遥测仪", "硝化抑制剂ＤＭＰＰ缓释微胶囊"]
)
def test_an_abbreviation_nobody_explains_is_pointed_at(title: str):
    (advice,) = advise_achievement(achievement(title=title)).advice
    assert advice.code == "abbreviation" and advice.field == "title"


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("超音速空气燃料（HVAF）喷涂碳化钨涂层", ""),
        ("活塞杆 HVAF 喷涂碳化钨涂层", "用超音速空气燃料喷涂（HVAF）制备。"),
        ("活塞杆 HVAF 喷涂碳化钨涂层", "HVAF（超音速空气燃料喷涂）的粒子速度 900 m/s。"),
        ("矿用 LED 防爆灯具散热结构", ""),
        ("WC-10Co4Cr 喷涂粉末球化", ""),
    ],
)
def test_an_abbreviation_that_is_explained_or_common_is_left_alone(title: str, abstract: str):
    assert not achievement_advice("abbreviation", title=title, abstract=achievement().abstract + abstract)


def test_contact_details_belong_elsewhere():
    (advice,) = achievement_advice("contact", cases="欢迎致电 010-62550101 咨询。")
    assert advice.field == "cases"
