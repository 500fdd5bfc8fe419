"""Endings and sightings become labelled pairs; an operator writes them out, corrects them and trains on them."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from matchmaker.adapters import clock
from matchmaker.matching.outcomes import LABELS, MAX_INVERSE, Ending, propensities
from matchmaker.matching.pack import read_pack
from matchmaker.queries.endings import Outcome, every_sighting, outcomes
from matchmaker.queries.outcomes import outcomes_pack, summary
from matchmaker.search.facts import facts
from models import Match, Need, Sighting, db
from models.enums import AchievementState, DeclineReason, ItemKind, MatchOrigin, MatchState, ProjectOrigin, ProjectState
from tests.architecture.test_query_counts import counted
from tests.factories import AchievementFactory, MatchFactory, NeedFactory, ProjectFactory


def _outcomes() -> list[Outcome]:
    return outcomes(every_sighting())


def _only() -> tuple[Ending, int, float]:
    (found,) = _outcomes()
    return found.ending, found.label.level, found.label.weight


def _saw(need, achievement, place: int = 1, *, asked=ItemKind.NEED, days: int = 20, opened: int | None = None, times=1):
    """The owner of the asked item saw the other one so many days ago, and opened it so many days ago."""
    now = clock.now()
    sighting = Sighting(
        **{"need_id": need.id, "achievement_id": achievement.id, "asked": asked, "place": place, "times": times},
        organization_id=(need if asked is ItemKind.NEED else achievement).organization_id,
        first_seen_at=now - timedelta(days=days),
        last_seen_at=now,
        opened_at=None if opened is None else now - timedelta(days=opened),
    )
    db.session.add(sighting)
    db.session.commit()
    return sighting


def _matched(state: MatchState, days: int = 10, **given) -> Match:
    """Proposed so many days ago."""
    return MatchFactory(state=state, created_at=clock.now() - timedelta(days=days), **given)


@pytest.mark.parametrize("reason", DeclineReason)
def test_the_reason_of_a_refusal_decides(reason: DeclineReason, app):
    _matched(MatchState.DECLINED, reason=reason)
    ending = Ending[f"DECLINED_{reason.name}"]
    assert _only() == (ending, LABELS[ending].level, LABELS[ending].weight)


@pytest.mark.parametrize(
    ("state", "consented", "ending"),
    [
        (MatchState.AGREED, True, Ending.AGREED),
        (MatchState.TALKING, True, Ending.TALKING),
        (MatchState.LAPSED, True, Ending.LAPSED_IN_TALKS),
        (MatchState.LAPSED, False, Ending.LAPSED),
    ],
)
def test_the_state_of_a_match_decides(state: MatchState, consented: bool, ending: Ending, app):
    _matched(state, achievement_consent_at=clock.now() if consented else None)
    assert _only()[0] is ending


@pytest.mark.parametrize(
    ("state", "ending"),
    [
        (ProjectState.COMPLETED, Ending.COMPLETED),
        (ProjectState.TERMINATED, Ending.TERMINATED),
        (ProjectState.RUNNING, Ending.AGREED),
    ],
)
@pytest.mark.parametrize("offline", [False, True])
def test_what_became_of_the_project_decides(state: ProjectState, ending: Ending, offline: bool, app):
    project = ProjectFactory(state=state)
    if offline:
        match, project.match, project.origin = project.match, None, ProjectOrigin.OFFLINE
        db.session.delete(match)
        db.session.commit()
    assert _only()[0] is ending


def test_nobody_has_answered_yet(app):
    match = _matched(MatchState.PROPOSED)
    _saw(match.need, match.achievement)
    assert _outcomes() == []


def test_a_pair_that_is_tried_again_keeps_its_ending_until_there_is_a_new_one(app):
    first = _matched(MatchState.DECLINED, reason=DeclineReason.TECHNOLOGY, days=30)
    again = _matched(MatchState.ACCEPTED_BY_ONE, need=first.need, achievement=first.achievement, days=2)
    assert _only()[0] is Ending.DECLINED_TECHNOLOGY
    again.state = MatchState.TALKING
    db.session.commit()
    assert _only()[0] is Ending.TALKING


def test_seen_and_ignored_for_two_weeks(app):
    need, top, below, recent = NeedFactory(), *AchievementFactory.create_batch(3)
    _saw(need, top, 1)
    _saw(need, below, 16)
    _saw(need, recent, 2, days=13)
    found = {each.achievement_id: each for each in _outcomes()}
    assert set(found) == {top.id, below.id}
    assert all(each.ending is Ending.IGNORED and each.label.level == 1 for each in found.values())
    assert found[top.id].label.weight == pytest.approx(0.3)
    assert found[below.id].label.weight == pytest.approx(0.3 / 4)


def test_ignored_by_both_sides_counts_more_than_by_one(app):
    need, achievement = NeedFactory(), AchievementFactory()
    _saw(need, achievement, 4)
    assert _only() == (Ending.IGNORED, 1, pytest.approx(0.3 * 0.5))
    _saw(need, achievement, 4, asked=ItemKind.ACHIEVEMENT)
    assert _only() == (Ending.IGNORED, 1, pytest.approx(0.3 * 0.75))


def test_opened_and_left(app):
    need, achievement = NeedFactory(), AchievementFactory()
    sighting = _saw(need, achievement, 1, opened=13)
    assert _outcomes() == [], "may still be asked for"
    sighting.opened_at = clock.now() - timedelta(days=15)
    db.session.commit()
    assert _only() == (Ending.OPENED, 2, pytest.approx(0.3))


def test_chosen_far_below_counts_more_than_chosen_at_the_top(app):
    """Unless it was not chosen from a ranking: proposed by an officer, by the other side, or before it was seen."""
    match = _matched(MatchState.TALKING)
    seen = _saw(match.need, match.achievement, 9)
    expected = min(MAX_INVERSE, 1 / propensities({9: (1, 1)})[8])
    assert expected > 2 and _only()[2] == pytest.approx(expected)
    for change in ({"origin": MatchOrigin.RECOMMEND}, {"origin": MatchOrigin.OFFER}):
        match.origin = change["origin"]
        db.session.commit()
        assert _only()[2] == 1
    match.origin, seen.first_seen_at = MatchOrigin.REQUEST, clock.now() - timedelta(days=9)
    db.session.commit()
    assert _only()[2] == 1


def test_the_pack_holds_texts_levels_and_what_to_tell_them_from(app):
    match = _matched(MatchState.AGREED)
    stranger, draft = AchievementFactory(), AchievementFactory(state=AchievementState.DRAFT)
    sold = _matched(MatchState.DECLINED, reason=DeclineReason.MATURITY, need=match.need)
    sold.achievement.state = AchievementState.TRANSFERRED
    NeedFactory()
    db.session.commit()
    pack = outcomes_pack()
    number = match.need.number
    assert pack.levels == {number: {match.achievement.number: 4, sold.achievement.number: 2}}
    assert pack.weights == {number: {match.achievement.number: 1, sold.achievement.number: 1}}
    assert list(pack.needs) == [number] and pack.needs[number].rows[0] == "可检裂纹深度 ≤ 0.10 mm"
    assert set(pack.achievements) == {match.achievement.number, stranger.number, sold.achievement.number}
    assert draft.number not in pack.achievements
    assert pack.need_facts[number] == facts(match.need)
    assert pack.achievement_facts[stranger.number] == facts(stranger)


def test_nothing_has_happened_yet(app):
    found, pack = summary(), outcomes_pack()
    assert not found.enough and (found.endings, found.sightings) == ([], 0)
    assert (pack.needs, pack.levels) == ({}, {})


def test_the_summary_counts(app):
    match = _matched(MatchState.AGREED)
    _saw(match.need, match.achievement, 1, opened=12)
    _saw(match.need, AchievementFactory(), 2)
    found = summary()
    assert found.endings == [(Ending.AGREED, 1), (Ending.IGNORED, 1)]
    assert (found.sightings, found.opened, found.organizations) == (2, 1, 1)
    assert (found.amount.pairs, found.amount.needs, found.amount.good) == (2, 1, 1)


def test_more_outcomes_take_no_more_queries(app):
    def statements() -> int:
        db.session.expire_all()
        with counted() as asked:
            summary()
            outcomes_pack()
        return len(asked)

    _saw(NeedFactory(), _matched(MatchState.AGREED).achievement)
    few = statements()
    for _ in range(9):
        _saw(NeedFactory(), _matched(MatchState.AGREED).achievement)
    assert statements() == few <= 14


def test_an_operator_corrects_what_is_written_out(app, tmp_path: Path):
    match = _matched(MatchState.DECLINED, reason=DeclineReason.OTHER)
    db.session.get_one(Need, match.need_id).title = "=1+1 的检测"
    db.session.commit()
    runner, folder = app.test_cli_runner(), tmp_path / "pack"
    told = runner.invoke(args=["outcomes", "export", str(folder)])
    assert told.exit_code == 0 and "1 labelled pairs of 1 needs" in told.output
    assert read_pack(folder) == replace(outcomes_pack(), need_facts={}, achievement_facts={})
    pairs = (folder / "pairs.csv").read_text(encoding="utf-8-sig")
    assert "'=1+1 的检测" in pairs and "谢绝：其他" in pairs
    (folder / "pairs.csv").write_text(pairs.replace(",3,0.3,", ",2,1,"), encoding="utf-8-sig")
    corrected = read_pack(folder)
    assert corrected.levels == {match.need.number: {match.achievement.number: 2}}
    assert runner.invoke(args=["outcomes", "export", str(folder)]).exit_code == 1, "the correction is not written over"


def test_the_operator_is_told_whether_it_is_enough(app):
    _matched(MatchState.AGREED)
    told = app.test_cli_runner().invoke(args=["outcomes", "status"]).output
    assert "agreed" in told and "labelled pairs: 1 of 200" in told and "too few to train" in told
