"""Whether what a bid promises reaches what is required."""

import pytest

from matchmaker.sealing.contents import BidContent, Response
from matchmaker.search.promises import judged_responses, missed_musts, unanswered_musts
from models import Need, Requirement
from models.enums import Comparator, Obligation


def asked(comparator=Comparator.GE, value="98", unit="%", obligation=Obligation.MUST, **given):
    row = {"indicator": "缺陷识别率", "comparator": comparator, "value": value, "unit": unit, "obligation": obligation}
    return Need(requirements=[Requirement(id=1, position=1, **row | given)])


def promising(text):
    return BidContent(responses=(Response(1, text, "检测报告"),))


@pytest.mark.parametrize(
    ("promised", "verdict", "misses"),
    [
        ("98", "met", False),
        ("≥ 98.5 %", "met", False),
        ("99%以上", "met", False),
        ("97.9 %", "unmet", True),
        ("90", "unmet", True),
        ("最高 98%", "partial", False),
        ("满足要求", "partial", False),
        ("按合同约定", "unknown", False),
        ("", "", True),
        ("   ", "", True),
    ],
)
def test_a_promise_is_read_in_the_unit_it_was_asked_in(promised, verdict, misses):
    need, content = asked(), promising(promised)
    (judged,) = judged_responses(need, content)
    assert (judged.verdict, judged.is_missed_must) == (verdict, misses)
    assert missed_musts(need, content) == (need.requirements if misses else [])


def test_just_short_is_short_where_a_must_is_concerned():
    (judged,) = judged_responses(asked(value="2000", unit="h"), promising("1950 h"))
    assert judged.verdict == "unmet" and judged.is_missed_must


@pytest.mark.parametrize(("promised", "misses"), [("2～4", False), ("3 μm", False), ("6", True)])
def test_a_range(promised, misses):
    need = asked(Comparator.RANGE, "1", "μm", value_high="5", indicator="粒径")
    assert bool(missed_musts(need, promising(promised))) is misses


def test_a_wish_is_never_missed():
    need = asked(obligation=Obligation.WISH)
    assert missed_musts(need, promising("1 %")) == [] == missed_musts(need, BidContent())


def test_an_answer_to_another_row_is_no_answer():
    need = asked()
    stray = BidContent(responses=(Response(7, "99 %", ""),))
    assert unanswered_musts(need, stray) == missed_musts(need, stray) == need.requirements
