import pytest

from matchmaker.coach import NeedDraft, RequirementRow, Severity, advise_need
from tests.unit.coach.drafts import ROWS, need, need_advice


def test_an_empty_need_is_told_what_to_begin_with():
    coaching = advise_need(NeedDraft())
    assert coaching.completeness == 0
    assert [each.field for each in coaching.missing] == [
        "title",
        "field_id",
        "problem",
        "scenario",
        "requirements",
        "modes",
        "delivery_months",
    ]
    assert [each.field for each in coaching.improvable] == ["background", "budget"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": ""}, "title", "title"),
        ({"title": "……"}, "title", "title"),
        ({"has_field": False}, "field", "field_id"),
        ({"problem": ""}, "problem", "problem"),
        ({"problem": " \n"}, "problem", "problem"),
        ({"scenario": ""}, "scenario", "scenario"),
        ({"scenario": "——"}, "scenario", "scenario"),
        ({"requirements": ()}, "no-requirements", "requirements"),
        ({"requirements": (RequirementRow(), RequirementRow())}, "no-requirements", "requirements"),
        ({"modes": ()}, "modes", "modes"),
        ({"delivery_months": None}, "term", "delivery_months"),
        ({"is_challenge": True, "award": None}, "award", "award_amount"),
    ],
)
def test_what_is_missing_is_named_at_its_field(changes: dict[str, object], code: str, field: str):
    (advice,) = need_advice(code, **changes)
    assert (advice.field, advice.severity) == (field, Severity.MISSING)
    assert advice.suggestion is not None


def test_an_open_price_is_only_suggested_to_be_filled():
    (advice,) = need_advice("budget", budget=None)
    assert advice.severity is Severity.IMPROVE


@pytest.mark.parametrize(
    "title",
    ["技术升级", "寻求合作", "新产品研发及产业化", "智能制造关键技术研究", "生产工艺改进", "关于数字化转型的需求"],
)
def test_a_title_that_fits_anything_is_called_general(title: str):
    (advice,) = need_advice("title-general", title=title)
    assert advice.field == "title"


@pytest.mark.parametrize("title", ["防爆云平台", "麻鸭育种", "陶粒窑炉"])
def test_a_title_of_few_words_could_say_more(title: str):
    assert need_advice("title-short", title=title) or need_advice("title-general", title=title)


@pytest.mark.parametrize("problem", ["我们想解决板材开裂的问题，希望专家来看看。", "轴承寿命短，老坏，求专家。"])
def test_a_problem_in_one_line_is_asked_for_more(problem: str):
    (advice,) = need_advice("problem-short", problem=problem)
    assert advice.message.params["count"] == sum(map(str.isalnum, problem))


def test_today_is_asked_for_where_there_is_none():
    bare = tuple(RequirementRow(row.indicator, row.comparator, row.value, unit=row.unit) for row in ROWS)
    untold = {"background": "靠工人目检，漏检多。", "current_basis": "有检测员和相机。"}
    (advice,) = need_advice("present-level", requirements=(RequirementRow(), *bare), **untold)
    assert advice.field == "requirements-1-current_level"
    assert not need_advice("present-level", requirements=bare, background="漏检率约 15%。")
    assert not need_advice("present-level", requirements=ROWS, **untold)


@pytest.mark.parametrize(
    ("row", "code", "field"),
    [
        (RequirementRow("含水率", "LE", "低"), "row-number", "value"),
        (RequirementRow("外观", "EQ", "良好"), "row-number", "value"),
        (RequirementRow("使用寿命", "GE", "达到进口水平", unit="h"), "row-number", "value"),
        (RequirementRow("含水率", "LE", ""), "row-value", "value"),
        (RequirementRow("", "LE", "12", unit="%"), "row-indicator", "indicator"),
        (RequirementRow("烘干时间", "LE", "6"), "row-unit", "unit"),
        (RequirementRow("抗拉强度", "GE", "６００"), "row-unit", "unit"),
        (RequirementRow("挤出温度", "RANGE", "180", unit="℃"), "row-range", "value_high"),
    ],
)
def test_a_row_that_cannot_be_checked_is_pointed_at(row: RequirementRow, code: str, field: str):
    (advice,) = need_advice(code, requirements=(RequirementRow(), *ROWS, row))
    assert advice.field == f"requirements-4-{field}"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("problem", "详情请联系王工。", "请联系王工"),
        ("background", "联系人：李红霞，欢迎来厂。", "联系人：李红霞"),
        ("scenario", "现场在费县，电话 13905390001。", "13905390001"),
        ("scenario", "办公室 0539-5550101。", "0539-5550101"),
        ("current_basis", "资料可发 jishu@muye.example.cn", "jishu@muye.example.cn"),
        ("problem", "微信：muye2026 可发视频。", "微信：muye2026"),
        ("problem", "手机１３９０５３９０００１", "１３９０５３９０００１"),
    ],
)
def test_contact_details_belong_elsewhere(field: str, text: str, words: str):
    told = getattr(need(), field) + text
    (advice,) = need_advice("contact", **{field: told})
    assert advice.field == field and advice.span is not None
    assert told[slice(*advice.span)] == words


@pytest.mark.parametrize(
    "text",
    [
        "全年产量 139053900 件。",
        "对接 12345 热线和 0539 区号。",
        "电话客服每天 300 通。",
        "样品编号 20261108123456789。",
        "手机外壳注塑件翘曲 0.4 mm。",
    ],
)
def test_numbers_of_other_things_are_no_contacts(text: str):
    assert not need_advice("contact", problem=need().problem + text)
