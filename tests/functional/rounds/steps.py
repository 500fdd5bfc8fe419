"""What the people around a round send from their pages."""

from datetime import timedelta

from matchmaker.adapters import clock
from models import CollectionRound, Need, db
from models.enums import NeedState
from tests.factories.challenges import ChallengeFactory

CRITERIA = (("技术路线", 60, "方法是否可行"), ("团队", 40, ""))


def notice(**given: object) -> dict[str, object]:
    """The form of a round."""
    data: dict[str, object] = {
        "title": "2026年第五批",
        "opens_on": clock.today().isoformat(),
        "closes_on": (clock.today() + timedelta(days=30)).isoformat(),
        "notice": "面向全市企业征集关键核心技术需求。\n咨询电话：0539-5550199。",
        "field_ids": [],
    }
    for place, (name, weight, hint) in enumerate(CRITERIA):
        data |= {f"rubric-{place}-name": name, f"rubric-{place}-weight": weight, f"rubric-{place}-hint": hint}
    return {**data, **given}


def submitted(round_: CollectionRound, **given: object) -> Need:
    return ChallengeFactory(
        round=round_, state=NeedState.SUBMITTED, published_at=None, submitted_at=clock.now(), criteria=[], **given
    )


def state_of(need: Need) -> NeedState:
    db.session.expire_all()
    return need.state
