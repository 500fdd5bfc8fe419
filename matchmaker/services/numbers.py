"""Numbers that people quote. A thread keeps its number from need to agreement."""

from sqlalchemy import func, select, text

from matchmaker.adapters import clock
from models import Bid, Counter, Project, db


def next_serial(series: str) -> int:
    """The next number of a series, from 1; the counter's row is locked until the commit, so none is given twice."""
    db.session.execute(
        text("INSERT INTO counter (series, last) VALUES (:series, 0) ON CONFLICT DO NOTHING"), {"series": series}
    )
    row = db.session.get_one(Counter, series, with_for_update=True, populate_existing=True)
    row.last += 1
    db.session.flush()
    return row.last


def new_thread() -> str:
    year = clock.today().year
    return f"{year}-{next_serial(f'thread-{year}'):04d}"


def new_achievement_number() -> str:
    year = clock.today().year
    return f"A-{year}-{next_serial(f'achievement-{year}'):04d}"


def new_match_number(thread: str) -> str:
    return f"M-{thread}-{next_serial(f'match-{thread}'):02d}"


def new_project_number(thread: str) -> str:
    """P-2026-0137; a second project of the same need gets P-2026-0137-2."""
    taken = db.session.scalar(select(func.count()).select_from(Project).where(Project.thread == thread)) or 0
    return f"P-{thread}" if not taken else f"P-{thread}-{taken + 1}"


def new_receipt_number(bid: Bid) -> str:
    """R-2026-0137-02-1 is the first submission of the bid B-2026-0137-02."""
    own = bid.number.removeprefix("B-")
    return f"R-{own}-{next_serial(f'receipt-{own}')}"
