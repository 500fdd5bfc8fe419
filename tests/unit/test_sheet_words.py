"""The gap of a requirement in words."""

from types import SimpleNamespace

import pytest
from flask import Flask

from matchmaker.matching import Reason
from matchmaker.web.matches.sheet_words import QUESTIONS, REASONS, figure, gap_text, question, reason_text


def line(difference: float, percent: float | None, unit: str, direction: str = "worse", reason: str = "missed"):
    gap = SimpleNamespace(difference=difference, percent=percent, unit=unit, direction=direction)
    row = SimpleNamespace(indicator="良品率", demand="≥ 98 %")
    return SimpleNamespace(gap=gap, reason=reason, requirement=row, offered="94.8 %")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (line(-3.2, -3.265, "%"), "差 3.2 个百分点（3.3%）"),
        (line(50, 6.6667, "MPa", "better"), "超出 50 MPa（6.7%）"),
        (line(-0.02, -20, "mm", "better"), "比要求低 0.02 mm（20%）"),
        (line(20_000, None, "小时", "better"), "超出 20,000 小时"),
        (line(0, 0, "t", "equal"), "正好达到"),
        (line(2, 10, "", "worse"), "差 2（10%）"),
    ],
)
def test_the_gap_is_said_in_the_demanded_unit(_app: Flask, given, said: str):
    with _app.test_request_context():
        assert gap_text(given) == said


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3.2, "3.2"),
        (0.1 + 0.2, "0.3"),
        (1234567, "1,234,567"),
        (3.14159, "3.142"),
        (0.0125, "0.0125"),
        (2e-7, "2e-07"),
        (100.0, "100"),
    ],
)
def test_figures_are_short(value: float, written: str):
    assert figure(value) == written


def test_a_reason_is_left_out_where_the_gap_says_it(_app: Flask):
    with _app.test_request_context():
        assert reason_text(line(-3, -3, "%")) == ""
        assert reason_text(line(-3, -3, "%", reason="near_miss")) == "只差一点，在容差之内"


def test_every_reason_has_its_words_and_every_open_one_its_question(_app: Flask):
    closed = {Reason.FULFILLED, Reason.SAME_TEXT, Reason.MISSED, Reason.DENIED}
    assert set(REASONS) == set(Reason) and set(QUESTIONS) == set(Reason) - closed
    with _app.test_request_context():
        asked = [question(line(-3, -3, "%", reason=reason)) for reason in QUESTIONS]
    assert len(set(asked)) == len(asked) and all("良品率" in each and "≥ 98 %" in each for each in asked)
