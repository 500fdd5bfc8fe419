"""Where a match stands, in words for the person looking."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l

from matchmaker.policies.match import side_of
from matchmaker.services.matches import has_agreed, has_consented
from models import Match, Project, User
from models.enums import MatchSide, MatchState, ProjectState

WAITING = (MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE)


class NextStep(NamedTuple):
    text: Any
    mine: bool


def next_step(match: Match, actor: User | None) -> NextStep:
    """What has to happen now, and whether it is the actor's to do."""
    if match.state in WAITING:
        return _answer(match, side_of(actor, match))
    if match.state is MatchState.TALKING:
        return _talk(match, side_of(actor, match))
    if match.state is MatchState.AGREED:
        return NextStep(_agreed(match.project), False)
    if match.state is MatchState.DECLINED:
        return NextStep(_l("已结束"), False)
    return NextStep(_l("久无进展，已自动失效"), False)


def _agreed(project: Project | None) -> Any:
    if project is None:
        return _l("已达成合作")
    negotiating = project.state is ProjectState.NEGOTIATING
    return _l("已建立合作项目，等待签约") if negotiating else _l("合作项目已签约")


def steps(match: Match) -> list[tuple[Any, str]]:
    """For the macro `steps`; an ending other than an agreement stops at the place that was reached."""
    consents = sum(has_consented(match, side) for side in MatchSide)
    names = [_l("发起"), _l("双方同意（%(count)s/2）", count=consents), _l("洽谈"), _l("达成合作")]
    if match.state is MatchState.AGREED:
        return [(name, "done") for name in names]
    reached = 2 if match.contacts_revealed else 1
    states = ["done" if place < reached else "todo" for place in range(len(names))]
    states[reached] = "current" if match.is_live else "stopped"
    return list(zip(names, states, strict=True))


def _answer(match: Match, side: MatchSide | None) -> NextStep:
    missing = [each for each in MatchSide if not has_consented(match, each)]
    if side in missing:
        return NextStep(_l("等您回应：是否同意对接"), True)
    if missing == [MatchSide.NEED]:
        return NextStep(_l("等需求方回应"), False)
    if missing == [MatchSide.ACHIEVEMENT]:
        return NextStep(_l("等成果方回应"), False)
    return NextStep(_l("等双方回应"), False)


def _talk(match: Match, side: MatchSide | None) -> NextStep:
    agreed = [each for each in MatchSide if has_agreed(match, each)]
    if side is not None and agreed and side not in agreed:
        return NextStep(_l("对方已确认达成合作，等您确认"), True)
    if agreed:
        waiting = _l("等成果方确认达成合作") if agreed == [MatchSide.NEED] else _l("等需求方确认达成合作")
        return NextStep(waiting, False)
    if not match.talks:
        return NextStep(_l("联系对方，并记下第一次洽谈"), side is not None)
    plan = match.talks[0].next_step
    return NextStep(_l("下一步：%(plan)s", plan=plan) if plan else _l("继续洽谈"), False)
