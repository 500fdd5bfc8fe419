"""What keeps a bid from being handed in, each at its field."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from matchmaker.adapters import clock
from matchmaker.sealing.contents import BidContent, BudgetLine, Relation, Response, Step
from matchmaker.services import bid_rules
from models import Requirement
from models.enums import Comparator, Obligation
from tests.factories.challenges import BidFactory, ChallengeFactory, PartnerFactory, content


@pytest.fixture
def need(app):
    return ChallengeFactory()


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def fields(need, said: BidContent) -> set[str]:
    return {fault.field for fault in bid_rules.faults(need, said)}


def test_nothing_is_amiss_with_a_sound_bid(need):
    assert not fields(need, content(need))


def test_an_empty_bid_lacks_everything_it_needs(need):
    texts = {"overview", "approach", "basis", "chief_name", "chief_phone", "contact_name", "contact_phone"}
    rows = {"responses", "schedule", "budget_total", "budget_lines", "no_relations"}
    assert fields(need, BidContent()) == texts | rows


def test_every_row_is_answered_and_a_wish_may_be_answered_in_words(need):
    need.requirements.append(
        Requirement(position=3, indicator="节拍", comparator=Comparator.LE, value="2", obligation=Obligation.WISH)
    )
    rows = content(need).responses
    assert fields(need, content(need, responses=rows[:2])) == {"responses"}
    in_words = Response(rows[2].requirement_id, "", "现有光源达不到，验收后半年内补齐。")
    assert not fields(need, content(need, responses=(*rows[:2], in_words)))
    without_value = replace(rows[0], promised="")
    assert fields(need, content(need, responses=(without_value, *rows[1:]))) == {"responses.0.promised"}


@pytest.mark.parametrize(
    "steps, wrong",
    [
        ([], {"schedule"}),
        ([("样机", day(200), 60)], {"schedule"}),
        ([("", day(200), 100)], {"schedule.0.title"}),
        ([("样机", "", 100)], {"schedule.0.due_on"}),
        ([("样机", "2026-13-45", 100)], {"schedule.0.due_on"}),
        ([("样机", day(1), 100)], {"schedule.0.due_on"}),
        ([("样机", day(4000), 100)], {"schedule.0.due_on"}),
        ([("样机", day(200), 0), ("验证", day(300), 100)], {"schedule.0.weight"}),
        ([("样机", day(200), 130), ("验证", day(300), -30)], {"schedule.0.weight", "schedule.1.weight"}),
    ],
)
def test_the_schedule(need, steps, wrong):
    said = content(need, schedule=tuple(Step(title, due, weight) for title, due, weight in steps))
    assert fields(need, said) == wrong


@pytest.mark.parametrize(
    "total, lines, wrong",
    [
        ("", ["1.00"], {"budget_total"}),
        ("0.00", [], {"budget_total", "budget_lines"}),
        ("八十", ["80.00"], {"budget_total"}),
        ("80.005", ["80.00"], {"budget_total"}),
        ("80.00", [], {"budget_lines"}),
        ("80.00", ["50.00", "29.99"], {"budget_lines"}),
        ("80.00", ["50.00", ""], {"budget_lines.1.amount"}),
        ("80.00", ["50.00", "-30"], {"budget_lines.1.amount"}),
        ("80.00", ["50.01", "29.99"], set()),
    ],
)
def test_lines_add_up_to_the_total(need, total, lines, wrong):
    rows = tuple(BudgetLine("设备", amount) for amount in lines)
    assert fields(need, content(need, lump_sum=False, budget_total=total, budget_lines=rows)) == wrong


def test_a_lump_sum_needs_no_lines_and_more_than_the_award_is_only_noted(need):
    assert not fields(need, content(need, lump_sum=True, budget_total="120.00", budget_lines=()))
    above = content(need, lump_sum=True, budget_total="120.01")
    assert not fields(need, above) and [note.field for note in bid_rules.warnings(need, above)] == ["budget_total"]
    assert need.award_amount == Decimal("120.00")


def test_a_last_step_after_the_time_of_delivery_is_noted(need):
    late = content(need, schedule=(Step("验证", day(600), 100),))
    assert [note.field for note in bid_rules.warnings(need, late)] == ["schedule"]


def test_relations_are_declared_one_way_or_the_other(need):
    rows = (Relation("PERSON", "李明华", "同一课题组"),)
    assert fields(need, content(need, no_relations=False)) == {"no_relations"}
    assert fields(need, content(need, no_relations=True, relations=rows)) == {"no_relations"}
    assert not fields(need, content(need, no_relations=False, relations=rows))
    assert fields(need, content(need, no_relations=False, relations=(Relation("PERSON"),))) == {"relations.0.name"}


def test_texts_have_limits_and_a_mail_address_a_form(need):
    assert fields(need, content(need, approach="字" * 4001)) == {"approach"}
    assert not fields(need, content(need, approach="字" * 4000))
    assert fields(need, content(need, contact_email="周景明")) == {"contact_email"}


def test_a_partner_that_has_not_answered_is_waited_for(app):
    bid = BidFactory()
    partner = PartnerFactory(bid=bid)
    [fault] = bid_rules.faults(bid.need, content(bid.need), [partner])
    assert fault.field == "partners" and fault.params == {"name": partner.organization.name}
