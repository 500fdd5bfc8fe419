from dataclasses import dataclass
from datetime import date

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.matches import both_sides, touch
from matchmaker.services.notify import tell
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.match import MATCH
from models import Match, Talk, User
from models.actions import Action
from models.enums import TalkForm


@dataclass(frozen=True)
class TalkEntry:
    held_on: date
    form: TalkForm
    participants: str
    summary: str
    next_step: str = ""


def log_talk(match: Match, entry: TalkEntry, *, actor: User, version: int | None = None) -> Talk:
    """Write down a talk that has taken place. Raises Invalid for a day to come."""
    lock(match)
    expect_version(match, version)
    if entry.held_on > clock.today():
        raise Invalid(N_("洽谈日期不能晚于今天。"), field="held_on")
    perform(MATCH, match, Action.TALK, actor, data={"held_on": entry.held_on.isoformat()})
    talk = Talk(author_id=actor.id, created_at=clock.now(), **vars(entry))
    match.talks.append(talk)
    touch(match)
    people = [user for user in both_sides(match) if user.id != actor.id]
    words = {"actor": actor.name, "number": match.number, "need": match.need.title}
    tell(people, N_("%(actor)s记录了对接 %(number)s 的一次洽谈：“%(need)s”。"), match, **words)
    commit()
    return talk
