import logging
from collections.abc import Callable

from matchmaker.services.chasing import chase
from matchmaker.services.exports import delete_old_files, take_up_again
from matchmaker.services.feedback_clock import remind_firms
from matchmaker.services.follow_ups import ask_for_follow_ups
from matchmaker.services.match_tending import tend_matches
from matchmaker.services.needs import close_bidding, expire_needs
from matchmaker.services.progress import open_periods
from matchmaker.services.publicity import announce_ends
from matchmaker.services.review_tending import remind_experts
from matchmaker.services.rounds import close_rounds
from matchmaker.services.sightings import forget_old_sightings
from matchmaker.services.unit import abandon

LOG = logging.getLogger(__name__)
PARTS: dict[tuple[str, ...], Callable[[], int | tuple[int, ...]]] = {
    ("rounds closed",): close_rounds,
    ("bidding closed",): close_bidding,
    ("experts reminded",): remind_experts,
    ("needs expired",): expire_needs,
    ("notices ended",): announce_ends,
    ("firms reminded of feedback",): remind_firms,
    ("matches reminded of", "matches lapsed"): tend_matches,
    ("reports owed",): open_periods,
    ("reminders of what is due",): chase,
    ("follow-ups asked for",): ask_for_follow_ups,
    ("sightings deleted",): forget_old_sightings,
    ("exports taken up again", "exports given up"): take_up_again,
    ("export files deleted",): delete_old_files,
}


def tick() -> dict[str, int]:
    """Everything the clock brings; each part commits by itself. Returns how many records each part moved.

    A part that fails keeps none of the others from their work; raises ExceptionGroup in the end.
    """
    moved: dict[str, int] = {}
    failed: list[Exception] = []
    for names, part in PARTS.items():
        try:
            counts = part()
        except Exception as error:
            abandon()
            LOG.exception("the tick could not do: %s", ", ".join(names))
            failed.append(error)
        else:
            moved |= zip(names, counts if isinstance(counts, tuple) else (counts,), strict=True)
    if failed:
        raise ExceptionGroup("parts of the tick failed; the others are done", failed)
    return moved
