from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_date, format_datetime, get_locale, gettext
from markupsafe import Markup

CITY_ZONE = ZoneInfo("Asia/Shanghai")
THIN = "\u202f"


def init_app(app: Flask) -> None:
    for function in (label, money, date_, datetime_, second, month, number, percent):
        app.add_template_filter(function, function.__name__.rstrip("_"))


def label(member: Any) -> str:
    """The label of an enum member, field or district in the reader's language; '' for None."""
    return "" if member is None else member.label(str(get_locale()))


def money(amount: Decimal | None, empty: str | None = None) -> Markup:
    if amount is None:
        return Markup('<span class="amount">%s</span>') % (gettext("面议") if empty is None else empty)
    return Markup('<span class="amount">%s%s%s</span>') % (f"{amount:,.2f}", THIN, gettext("万元"))


def date_(day: date | datetime | None) -> str:
    if isinstance(day, datetime):
        day = day.astimezone(CITY_ZONE).date()
    return "" if day is None else format_date(day, "yyyy-MM-dd")


def datetime_(moment: datetime | None) -> str:
    return "" if moment is None else format_datetime(moment, "yyyy-MM-dd HH:mm")


def second(moment: datetime | None) -> str:
    """To the second, where that decides."""
    return "" if moment is None else format_datetime(moment, "yyyy-MM-dd HH:mm:ss")


def month(day: date) -> str:
    """1月, Jan"""
    return format_date(day, "LLL")


def number(value: int | float | Decimal) -> str:
    return f"{value:,}"


def percent(share: float | None) -> str:
    """0.873 → 87%"""
    return "" if share is None else f"{share * 100:.0f}%"
