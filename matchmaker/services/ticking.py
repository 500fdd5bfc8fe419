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


def tick() -> dict[str, int]:
    """Everything the clock brings; each part commits by itself. Returns how many records each part moved."""
    reminded, lapsed = tend_matches()
    called, given_up = take_up_again()
    return {
        "rounds closed": close_rounds(),
        "bidding closed": close_bidding(),
        "experts reminded": remind_experts(),
        "needs expired": expire_needs(),
        "notices ended": announce_ends(),
        "firms reminded of feedback": remind_firms(),
        "matches reminded of": reminded,
        "matches lapsed": lapsed,
        "reports owed": open_periods(),
        "reminders of what is due": chase(),
        "follow-ups asked for": ask_for_follow_ups(),
        "sightings deleted": forget_old_sightings(),
        "exports taken up again": called,
        "exports given up": given_up,
        "export files deleted": delete_old_files(),
    }
