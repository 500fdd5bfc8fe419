import re
from decimal import Decimal
from pathlib import Path

import pytest

from matchmaker.coach import NeedDraft, ParameterRow, Part, RequirementRow, advise_achievement, advise_need
from matchmaker.coach.completeness import ACHIEVEMENT_MEASURES, NEED_MEASURES
from tests.unit.coach.drafts import PARAMETERS, ROWS, achievement, need

DOCUMENT = Path(__file__).parents[3] / "docs" / "coach.md"


def _need_part(name: str, **changes: object) -> Part:
    return next(part for part in advise_need(need(**changes)).parts if part.name == name)


def _achievement_part(name: str, **changes: object) -> Part:
    return next(part for part in advise_achievement(achievement(**changes)).parts if part.name == name)


@pytest.mark.parametrize("measures", [NEED_MEASURES, ACHIEVEMENT_MEASURES], ids=["need", "achievement"])
def test_the_weights_make_a_hundred(measures):
    assert sum(each.weight for each in measures) == 100


@pytest.mark.parametrize(
    ("heading", "measures"), [("## A need", NEED_MEASURES), ("## An achievement", ACHIEVEMENT_MEASURES)]
)
def test_the_document_shows_the_same_weights(heading: str, measures):
    section = DOCUMENT.read_text(encoding="utf-8").split(f"{heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| [^|]+ \| (\d+) \|", section, re.MULTILINE)
    assert rows == [(each.name, str(each.weight)) for each in measures]


def test_completeness_is_the_sum_of_the_parts():
    coaching = advise_need(need(scenario="", budget=None))
    assert coaching.completeness == sum(part.got for part in coaching.parts) == 84
    assert {part.name for part in coaching.parts if part.got < part.weight} == {"应用场景", "拟投入"}


@pytest.mark.parametrize(
    ("rows", "got"),
    [
        ((), 0),
        (ROWS[:1], 7),
        (ROWS[:2], 15),
        (ROWS, 22),
        ((*ROWS, *ROWS), 22),
        ((RequirementRow("外观", "EQ", "好"),), 0),
        ((RequirementRow("", "GE", "12"),), 0),
    ],
)
def test_each_quantified_row_adds_its_share(rows: tuple[RequirementRow, ...], got: int):
    assert _need_part("考核指标", requirements=rows).got == got


@pytest.mark.parametrize(("length", "got"), [(0, 0), (15, 5), (30, 9), (60, 18), (3000, 18)])
def test_the_problem_counts_up_to_a_length(length: int, got: int):
    assert _need_part("需解决的技术问题", problem="粉" * length + "。。。").got == got


@pytest.mark.parametrize(
    ("changes", "got"),
    [
        ({"budget": None}, 0),
        ({"budget": Decimal(0)}, 6),
        ({"budget": None, "negotiable": True}, 6),
        ({"budget": None, "award": Decimal(50)}, 6),
    ],
)
def test_an_amount_or_an_open_price_on_purpose_counts(changes: dict[str, object], got: int):
    assert _need_part("拟投入", **changes).got == got


@pytest.mark.parametrize(("title", "got"), [("", 0), ("技术升级", 4), ("大蒜收获机防缠绕", 8)])
def test_a_general_title_counts_half(title: str, got: int):
    assert _need_part("需求名称", title=title).got == got


@pytest.mark.parametrize(
    ("rows", "measured", "proven"),
    [
        ((), 0, 0),
        (PARAMETERS[:1], 9, 8),
        (PARAMETERS, 18, 8),
        ((PARAMETERS[0], ParameterRow("速度", "3.5", "t/h")), 18, 4),
        ((ParameterRow("速度", "快", "", "用户报告"),), 0, 0),
    ],
)
def test_parameters_count_with_their_evidence(rows: tuple[ParameterRow, ...], measured: int, proven: int):
    assert _achievement_part("性能参数", parameters=rows).got == measured
    assert _achievement_part("参数依据", parameters=rows).got == proven


def test_writing_more_never_makes_it_less():
    steps = [
        NeedDraft(),
        NeedDraft(title="大蒜收获机防缠绕"),
        need(requirements=(), scenario=""),
        need(scenario=""),
        need(),
    ]
    figures = [advise_need(step).completeness for step in steps]
    assert figures == sorted(figures) and figures[-1] == 100
