"""Use cases of the administrator: which set-up of the ranking is in use."""

import shutil
from collections.abc import Callable

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.errors import Conflict, Refused
from matchmaker.messages import N_
from matchmaker.search import setups
from matchmaker.search.setups import BUILT_IN, Setup
from matchmaker.services import index_upkeep
from matchmaker.services.events import record
from matchmaker.services.index import SERIES
from matchmaker.services.numbers import next_serial
from matchmaker.services.unit import commit
from models import Ranker, RankerActivation, db, sqlite
from models.actions import Action

Progress = Callable[[str], None]


def activate(name: str, progress: Progress, *, reason: str = "") -> Setup:
    """Encode what the set-up's model has not encoded yet, then let it rank. A run that is killed before the switch
    leaves the old one in use, and goes on where it stopped.

    Raises Refused when it is in use already, SetupUnavailable, EncoderUnavailable.
    """
    with sqlite.reading():
        setup, present = setups.named(name), setups.activated_ids()[0]
        db.session.rollback()
    if setup.ranker_id == present:
        raise Refused(N_("排序方案“%(name)s”正在使用，无需启用。"), name=setup.name)
    _switch(setup, present, progress, reason, leaving=None if setup.ranker_id else present)
    return setup


def rollback(progress: Progress, *, reason: str = "") -> Setup:
    """Back to the set-up that ranked before. Raises Refused, SetupUnavailable, EncoderUnavailable."""
    with sqlite.reading():
        present, before = setups.activated_ids()
        db.session.rollback()
    if present == before:
        raise Refused(N_("一直由内置方案排序，没有可以退回的方案。"))
    with sqlite.reading():
        setup = setups.named(_name(before))
        db.session.rollback()
    _switch(setup, present, progress, reason, leaving=present)
    return setup


def delete(name: str) -> None:
    """With the folder of its models. Raises Refused for one that is or was in use: the history names it."""
    ranker = setups.find(name)
    used = select(func.count()).where(RankerActivation.ranker_id == ranker.id)
    if db.session.scalar(used):
        raise Refused(N_("排序方案“%(name)s”启用过，启用记录要引用它，不能删除。"), name=name)
    record(ranker, Action.DELETE, None)
    db.session.delete(ranker)
    commit()
    shutil.rmtree(setups.folder(f"rankers/{name}"), ignore_errors=True)


def _switch(setup: Setup, present: int | None, progress: Progress, reason: str, *, leaving: int | None) -> None:
    index_upkeep.sync(progress, setup=setup)
    # Whoever publishes takes the same counter, so nothing is encoded for the old set-up after the new one is in use.
    next_serial(SERIES)
    if setups.activated_ids()[0] != present:
        raise Conflict()
    db.session.add(RankerActivation(ranker_id=setup.ranker_id, activated_at=clock.now(), reason=reason))
    subject = db.session.get_one(Ranker, leaving or setup.ranker_id)
    record(subject, Action.ROLL_BACK if leaving else Action.ACTIVATE, None, reason=reason, data={"set_up": setup.name})
    commit()
    index_upkeep.sync(progress, setup=setup)


def _name(ranker_id: int | None) -> str:
    return BUILT_IN if ranker_id is None else db.session.get_one(Ranker, ranker_id).name
