"""Where the days of a plan come to stand."""

from datetime import date

import pytest

from matchmaker.queries.gantt import LEFT, MOST_LABELS, RIGHT, ROW, TOP, Handed, Source, Span, Stone, chart, shorten

YEAR = Span(date(2026, 1, 1), date(2026, 12, 31))


def test_nothing_with_a_day_is_no_picture():
    assert chart(Source()) is None
    assert chart(Source(today=date(2026, 3, 5))) is None


def test_a_year_fills_the_axis_from_end_to_end():
    drawn = chart(Source(plan=YEAR))
    assert (drawn.plan.x, drawn.plan.x + drawn.plan.width) == (LEFT, pytest.approx(RIGHT))
    assert len(drawn.months) == 12 and all(month.named for month in drawn.months)
    assert [month.first.month for month in drawn.months if month.with_year] == [1]
    assert drawn.today_x is None


def test_a_bar_reaches_to_the_end_of_its_last_day_and_a_mark_stands_in_its_middle():
    day = date(2026, 2, 1)
    drawn = chart(Source(plan=Span(day, day), stones=[Stone("一天", day)]))
    unit = (RIGHT - LEFT) / (28 + 31)
    assert drawn.plan.width == pytest.approx(unit, abs=0.1)
    assert drawn.stones[0].due.x == pytest.approx(LEFT + unit / 2, abs=0.1)


def test_a_plan_of_one_day_still_gets_two_months():
    drawn = chart(Source(plan=Span(date(2026, 2, 28), date(2026, 2, 28))))
    assert [month.first for month in drawn.months] == [date(2026, 2, 1), date(2026, 3, 1)]


def test_the_end_of_a_year_and_a_leap_day():
    drawn = chart(Source(plan=Span(date(2023, 12, 31), date(2024, 2, 29))))
    assert [month.first for month in drawn.months] == [date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1)]
    assert [month.with_year for month in drawn.months] == [True, True, False]
    assert drawn.plan.x + drawn.plan.width == pytest.approx(RIGHT)


@pytest.mark.parametrize(("last", "step"), [((2026, 12), 1), ((2027, 12), 2), ((2028, 12), 3), ((2029, 12), 6)])
def test_longer_plans_name_fewer_months(last, step):
    drawn = chart(Source(plan=Span(YEAR.first, date(*last, 31))))
    named = [month.first.month for month in drawn.months if month.named]
    assert named[:2] == [1, 1 + step] and len(named) <= MOST_LABELS
    assert len([month for month in drawn.months if month.with_year]) == last[0] - 2025


def test_a_century_is_drawn_all_the_same():
    drawn = chart(Source(plan=Span(date(2000, 1, 1), date(2100, 12, 31))))
    assert len([month for month in drawn.months if month.named]) <= MOST_LABELS


def test_today_widens_the_axis_and_stands_on_it():
    drawn = chart(Source(plan=YEAR, today=date(2027, 3, 10)))
    assert drawn.months[-1].first == date(2027, 3, 1)
    assert LEFT < drawn.plan.x + drawn.plan.width < drawn.today_x < RIGHT


def test_each_thing_has_a_row_of_its_own():
    drawn = chart(
        Source(
            plan=YEAR,
            earlier=[Span(YEAR.first, date(2026, 9, 30)), Span(YEAR.first, date(2026, 6, 30))],
            work=Span(date(2026, 1, 10), date(2026, 5, 1)),
            reports=[Handed(date(2026, 2, 2)), Handed(date(2026, 3, 9), late=True)],
            stones=[Stone("样机", date(2026, 6, 1)), Stone("上线", date(2026, 12, 1))],
        )
    )
    rows = [drawn.plan.y, *(bar.y for bar in drawn.earlier), drawn.work.y, drawn.reports[0].y]
    rows += [row.due.y for row in drawn.stones]
    assert rows == [TOP + ROW / 2 + ROW * place for place in range(7)]
    assert {mark.y for mark in drawn.reports} == {drawn.reports[0].y}
    assert [mark.late for mark in drawn.reports] == [False, True]
    assert drawn.height > rows[-1] + ROW / 2


def test_a_day_is_written_where_there_is_room():
    early, late = chart(
        Source(plan=YEAR, stones=[Stone("开头", date(2026, 1, 2)), Stone("末尾", date(2026, 12, 30))])
    ).stones
    assert not early.leftward and early.date_x > early.due.x
    assert late.leftward and late.date_x < late.due.x


def test_a_milestone_reached_late_after_a_change_keeps_all_its_days():
    stone = Stone("验证", date(2026, 6, 1), done_on=date(2026, 7, 15), late=True, earlier=(date(2026, 3, 1),))
    (row,) = chart(Source(plan=YEAR, stones=[stone])).stones
    assert row.earlier[0].x < row.due.x < row.done.x < row.date_x
    everywhere = Stone("验证", date(2026, 6, 1), done_on=date(2026, 12, 31), earlier=(date(2026, 1, 1),))
    (row,) = chart(Source(stones=[everywhere])).stones
    assert not row.leftward and row.date_x > row.due.x


def test_long_titles_are_shortened_to_what_fits():
    assert shorten("样机试制") == "样机试制"
    assert shorten("铝型材表面缺陷在线检测装置样机试制与验证") == "铝型材表面缺陷在线检测…"
    assert shorten("Prototype of the inspection line", 12) == "Prototype…"
    assert shorten("Prototype of the inspection line", 13) == "Prototype o…"
