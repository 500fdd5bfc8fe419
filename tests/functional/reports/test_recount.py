"""The half-year report of the demo data against a recount in plain SQL, without the application's queries."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from matchmaker.adapters import clock
from matchmaker.checks.periods import Period, period_with
from matchmaker.services import snapshots
from models import User, UserRole, db
from models.enums import Role
from models.project_enums import SnapshotKind
from tests.functional.seeding.conftest import seeded  # noqa: F401

QUESTIONS = re.compile(r"^-- ([a-z-]+)\n(.*?)(?=^-- |\Z)", re.MULTILINE | re.DOTALL)
BY_MONTH = """
    SELECT {month} AS month, count(*), sum(amount), sum(tech_amount) FROM agreement
    WHERE state IN ('SIGNED', 'REGISTERED') AND signed_on BETWEEN {since} AND {until} GROUP BY {month}
"""
BY_DISTRICT = """
    SELECT d.zh, count(*), sum(a.amount) FROM agreement a JOIN project p ON p.id = a.project_id
    JOIN district d ON d.id = p.district_id
    WHERE a.state IN ('SIGNED', 'REGISTERED') AND a.signed_on BETWEEN {since} AND {until} GROUP BY d.zh
"""


@pytest.fixture(scope="module")
def period(seeded: Flask) -> Period:  # noqa: F811
    """The half-year that ended last."""
    return period_with(SnapshotKind.HALF_YEAR, clock.today()).previous


@pytest.fixture(scope="module")
def report(period: Period) -> dict[str, Any]:
    officer = db.session.scalars(select(User).join(UserRole).where(UserRole.role == Role.OFFICER)).first()
    assert officer
    return snapshots.take(period.kind, period.since, period.until, actor=officer).content


def _asked(question: str, period: Period) -> list[Any]:
    """The answer of the database to a question with the days of the period in it."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    day = r"date(\1, '+8 hours')" if on_sqlite else r"(\1 AT TIME ZONE 'Asia/Shanghai')::date"
    month = "strftime('%Y-%m', signed_on)" if on_sqlite else "to_char(signed_on, 'YYYY-MM')"
    days = {"since": period.since, "until": period.until, "today": clock.today()}
    quoted = {name: f"'{each.isoformat()}'" for name, each in days.items()}
    written = re.sub(r"\{day:([a-z_.]+)\}", day, question).format(**quoted, month=month)
    return list(db.session.execute(text(written.replace(":", r"\:"))))


def _recounted(question: str, period: Period) -> dict[str, Any]:
    ((count, amount, tech_amount, people),) = _asked(question, period)
    return {
        "count": count,
        "amount": _money(amount),
        "tech_amount": _money(tech_amount),
        "people": int(people or 0),
    }


def _money(hundredths: int | None) -> str:
    return f"{Decimal(hundredths or 0) / 100:.2f}"


def test_every_figure_is_what_the_recount_says(report: dict[str, Any], period: Period):
    questions = dict(QUESTIONS.findall((Path(__file__).parent / "recount.sql").read_text()))
    figures = {each["key"]: each["now"] for each in report["figures"]}
    assert questions.keys() == figures.keys(), "each figure is recounted"
    recounted = {key: _recounted(question, period) for key, question in questions.items()}
    assert recounted == figures
    assert sum(each["count"] > 0 for each in figures.values()) > len(figures) / 2, "the demo data say something"


def test_the_periods_compared_with_are_recounted_too(report: dict[str, Any], period: Period):
    questions = dict(QUESTIONS.findall((Path(__file__).parent / "recount.sql").read_text()))
    for figure in report["figures"]:
        for name, other in (("previous", period.previous), ("year_before", period.year_before)):
            expected = None if figure["stock"] else _recounted(questions[figure["key"]], other)
            assert figure[name] == expected, (figure["key"], name)


def test_the_months_and_districts_are_what_the_recount_says(report: dict[str, Any], period: Period):
    tables = {table["key"]: table for table in report["tables"]}
    year = period_with(SnapshotKind.YEAR, period.since)
    so_far = Period(year.kind, year.since, period.until)
    months = {row[0]: (row[4], row[5], row[6]) for row in tables["by_month"]["rows"] if row[4]}
    assert months == {
        month: (count, _money(amount), _money(tech_amount))
        for month, count, amount, tech_amount in _asked(BY_MONTH, so_far)
    }
    districts = {row[0]: (row[4], row[5]) for row in tables["by_district"]["rows"] if row[4] and row[0] != "未注明"}
    assert districts == {name: (count, _money(amount)) for name, count, amount in _asked(BY_DISTRICT, period)}
