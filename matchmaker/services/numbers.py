"""Numbers that people quote. A thread keeps its number from need to agreement."""

import secrets

from sqlalchemy import func, select, text

from matchmaker.adapters import clock
from models import Bid, Counter, Need, Project, Publicity, Receipt, db

FEW_BIDS, MANY_BIDS = range(10, 100), range(100, 10_000)
WIDEST_STEP = 97


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


def stepped_id(entity: type[Bid | Receipt]) -> int:
    """For rows whose addresses must not tell how many others were made in between: in order, but not one by one."""
    last = db.session.scalar(select(func.max(entity.id))) or 0
    return last + 1 + secrets.randbelow(WIDEST_STEP)


def new_bid_number(need: Need) -> str:
    """B-2026-0137-47. Drawn, not counted: a serial would tell a bidder how many others have begun before.

    The caller has locked the need.
    """
    prefix = f"B-{need.thread}-"
    taken = set(db.session.scalars(select(Bid.number).where(Bid.need_id == need.id)))
    room = FEW_BIDS if len(taken) < len(FEW_BIDS) // 2 else MANY_BIDS
    return secrets.choice([number for serial in room if (number := f"{prefix}{serial}") not in taken])


def new_receipt_number(bid: Bid) -> str:
    """R-2026-0137-02-1 is the first submission of the bid B-2026-0137-02, which the caller has locked."""
    return f"R-{bid.number.removeprefix('B-')}-{len(bid.receipts) + 1}"


def new_publicity_number() -> str:
    year = clock.today().year
    return f"G-{year}-{next_serial(f'publicity-{year}'):03d}"


def new_objection_number(notice: Publicity) -> str:
    """Y-2026-003-02 is the second objection to the notice G-2026-003."""
    own = notice.number.removeprefix("G-")
    return f"Y-{own}-{next_serial(f'objection-{own}'):02d}"


def new_snapshot_number() -> str:
    year = clock.today().year
    return f"T-{year}-{next_serial(f'snapshot-{year}'):03d}"
