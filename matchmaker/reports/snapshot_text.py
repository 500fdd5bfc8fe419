"""A frozen report in words: the same ones on the page, in Word and in Excel. All of it reads the content alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Entry = Mapping[str, Any]
NOTHING = "—"


@dataclass(frozen=True)
class Approval:
    """What is known of a report beside its content; `digest` is empty until the approval. Moments are text, in the
    city's time."""

    state: str
    author: str
    remark: str = ""
    approver: str = ""
    approved_at: str = ""
    digest: str = ""


def main_value(figure: Entry, sums: Entry | None) -> Decimal | None:
    """What the figure says in the first place; None for a stock of another time."""
    return None if sums is None else Decimal(str(sums[figure["measure"]]))


def value_text(figure: Entry, sums: Entry | None) -> str:
    """1,234 or 1,234.50; without the unit."""
    value = main_value(figure, sums)
    if value is None:
        return NOTHING
    return f"{value:,.2f}" if figure["measure"] == "amount" else f"{value:,}"


def unit_of(figure: Entry) -> str:
    return {"amount": "万元", "people": "人"}.get(figure["measure"]) or str(figure["unit"])


def change_text(figure: Entry, before: str) -> str:
    """Against the `previous` period or `year_before`: +12.5%; nothing where there was nothing to compare with."""
    now, then = main_value(figure, figure["now"]), main_value(figure, figure[before])
    if now is None or not then:
        return NOTHING
    share = ((now - then) / then * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{share:+}%" if share else "0.0%"


def side_text(figure: Entry) -> str:
    """What belongs beside the value: the number of contracts beside their amount, 技术交易额, people."""
    now, parts = figure["now"], []
    if figure["measure"] != "count":
        parts.append(f"{now['count']:,} {figure['unit']}")
    if "tech_amount" in figure["sums"]:
        parts.append(f"技术交易额 {Decimal(now['tech_amount']):,.2f} 万元")
    return "，".join(parts)


def cell_text(cell: str | int | None, form: str) -> str:
    if cell is None or cell == "":
        return NOTHING
    return f"{Decimal(str(cell)):,.2f}" if form == "money" else f"{cell:,}" if isinstance(cell, int) else cell


def head_text(column: Entry) -> str:
    return f"{column['title']}（{column['unit']}）" if column["unit"] else str(column["title"])


def period_text(period: Entry) -> str:
    return f"{period['since']} 至 {period['until']}"
