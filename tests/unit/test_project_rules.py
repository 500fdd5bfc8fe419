from datetime import date
from decimal import Decimal

import pytest

from matchmaker.services.project_rules import MilestonePlan, ProjectPlan, plan_faults

SOUND = {
    "title": "斗齿热处理工艺开发",
    "firm_leader": "徐冠杰",
    "provider_leader": "傅铸明",
    "mode": None,
    "total_budget": Decimal("60"),
    "subsidy": Decimal("10"),
    "starts_on": date(2026, 1, 1),
    "ends_on": date(2026, 12, 31),
}


def faults(**changes):
    return {(fault.field, fault.message) for fault in plan_faults(ProjectPlan(**SOUND | changes))}


def milestone(weight=100, due_on=date(2026, 6, 30), title="定型"):
    return MilestonePlan(title, due_on, weight)


def test_a_plan_without_milestones_is_sound():
    assert faults() == set()


def test_weights_add_up_to_100():
    assert faults(milestones=[milestone(40), milestone(60)]) == set()
    assert [field for field, _ in faults(milestones=[milestone(40), milestone(50)])] == ["milestones"]


@pytest.mark.parametrize("due_on", [date(2025, 12, 31), date(2027, 1, 1), None])
def test_milestones_fall_within_the_project(due_on):
    assert [field for field, _ in faults(milestones=[milestone(due_on=due_on)])] == ["milestones"]
    assert faults(milestones=[milestone(due_on=date(2026, 12, 31))]) == set()


@pytest.mark.parametrize("weight", [0, -5, 101, None])
def test_each_weight_is_a_share(weight):
    messages = {message for _, message in faults(milestones=[milestone(weight), milestone(100)])}
    assert "第 %(number)s 行的权重应在 1 到 100 之间。" in messages


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subsidy": Decimal("60.01")}, "subsidy"),
        ({"total_budget": None}, "total_budget"),
        ({"ends_on": date(2025, 12, 31)}, "ends_on"),
    ],
)
def test_money_and_dates_agree(changes, field):
    assert [found for found, _ in faults(**changes)] == [field]
