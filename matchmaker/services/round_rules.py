"""Which needs a round takes, said at the field of the form."""

from collections.abc import Iterator

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.policies.collection_round import invites, takes_needs
from models import CollectionRound, Need, db

CLOSED = N_("征集批次“%(title)s”现在不接收需求，征集时间为 %(opens)s 至 %(closes)s。")


def faults(need: Need) -> Iterator[Invalid]:
    """What keeps a need out of the round it names. One that was handed in to it and returned may come again later."""
    if need.round is None:
        return
    if not need.is_challenge:
        yield Invalid(N_("征集批次只接收揭榜挂帅榜单。请把类型改为榜单，或不选批次。"), field="round_id")
    elif need.submitted_at is None and not takes_needs(need.round, clock.today()):
        yield closed(need.round)
    elif not invites(need.round, need.field):
        names = [row.field for row in need.round.field_rows]
        yield Invalid(
            N_("征集批次“%(title)s”不征集这一领域，只征集：%(fields)s。"),
            field="round_id",
            title=need.round.title,
            fields=names,
        )


def expect_enterable(round_id: int | None, before: int | None) -> None:
    """A need may be moved only into a round that takes needs now. Raises Invalid."""
    if round_id is None or round_id == before:
        return
    round_ = db.session.get(CollectionRound, round_id)
    if round_ is None or not takes_needs(round_, clock.today()):
        raise closed(round_) if round_ else Invalid(N_("请从列表中选择。"), field="round_id")


def closed(round_: CollectionRound) -> Invalid:
    window = {"opens": round_.opens_on.isoformat(), "closes": round_.closes_on.isoformat()}
    return Invalid(CLOSED, field="round_id", title=round_.title, **window)
