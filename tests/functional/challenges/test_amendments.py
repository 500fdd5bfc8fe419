"""Changing a challenge that takes bids: nothing handed in is lost, everybody concerned is told."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from icalendar import Calendar

from matchmaker.adapters import clock
from matchmaker.errors import Conflict, Forbidden, Invalid, Refused
from matchmaker.sealing import vault
from matchmaker.services import amendments, rubrics
from matchmaker.services.amendments import AmendedRow, AmendmentDraft
from matchmaker.services.rubrics import CriterionDraft
from models import Amendment, Event, ItemVector, Notification, db
from models.actions import Action
from models.challenge_enums import BidState, PartnerState
from models.enums import Comparator, NeedState, Obligation
from tests.factories import bureau_user, firm_user, research_user
from tests.factories.challenges import BidFactory, ChallengeFactory, PartnerFactory, RoundFactory

REASON = "根据产线实测调整漏检率要求。"


def as_it_is(need, **given):
    rows = tuple(
        AmendedRow(**{name: getattr(row, name) for name in AmendedRow.__dataclass_fields__})
        for row in need.requirements
    )
    names = [name for name in AmendmentDraft.__dataclass_fields__ if name != "requirements"]
    draft = AmendmentDraft(**{name: getattr(need, name) for name in names}, requirements=rows)
    return replace(draft, **given)


def as_form(need, **given):
    data = {"problem": need.problem, "background": need.background, "award_amount": "120", "version": need.version}
    for place, row in enumerate(need.requirements):
        values = {"row_id": row.id, "indicator": row.indicator, "value": row.value, "unit": row.unit}
        values |= {"comparator": row.comparator.name, "obligation": row.obligation.name}
        data |= {f"requirements-{place}-{name}": value for name, value in values.items()}
    return data | {"scenario": need.scenario, "delivery_months": "12", "reason": REASON} | given


def last_day(need, days):
    return need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=days)


def notices(user):
    return [row.message for row in db.session.query(Notification).filter_by(user_id=user.id)]


def test_the_firm_changes_a_row_and_bidders_confirm_again(sign_in, client):
    need = ChallengeFactory()
    bid, draft = BidFactory(need=need, state=BidState.SUBMITTED), BidFactory(need=need)
    partner = PartnerFactory(bid=bid, state=PartnerState.CONFIRMED, organization=research_user().organization)
    ids, sheet, sealed = [row.id for row in need.requirements], vault.read(bid), bid.receipt.content
    answer = sign_in(need.author).post(
        f"/needs/{need.id}/amend", data=as_form(need, **{"requirements-1-value": "0.5"}), follow_redirects=True
    )
    assert "变更已公告" in answer.text
    db.session.expire_all()
    assert [row.id for row in need.requirements] == ids and need.requirements[1].value == "0.5"
    assert bid.reconfirm_since and bid.state is BidState.SUBMITTED and draft.reconfirm_since is None
    assert vault.read(bid) == sheet and bid.receipt.content == sealed
    (amendment,) = db.session.query(Amendment)
    (change,) = amendment.changes
    assert change["field"] == "考核指标" and "1 %" in change["old"] and "0.5 %" in change["new"]
    page = client.get(f"/needs/{need.id}").text
    assert REASON in page and "变更公告" in page and "0.5 %" in page
    assert "请核对变更公告" in notices(bid.author)[0]
    assert "草稿" in notices(draft.author)[0]
    assert db.session.query(ItemVector).filter_by(item_id=need.id).count() == 1
    assert not any(bid.organization.name in text for text in notices(need.author))
    assert partner.organization.name not in page and bid.organization.name not in page
    assert "揭榜申请待确认" in sign_in(bid.author).get(f"/needs/{need.id}").text


def test_every_kind_of_change_is_told_in_words(app):
    need = ChallengeFactory()
    rows = as_it_is(need).requirements
    fresh = AmendedRow("节拍", Comparator.GE, "8", unit="m/min", obligation=Obligation.WISH)
    draft = as_it_is(need, requirements=(rows[0], fresh), award_amount=Decimal("150"), problem="改为两条产线。")
    amendment = amendments.amend(need, draft, REASON, actor=need.author, version=need.version)
    told = {change["field"]: (change["old"], change["new"]) for change in amendment.changes[:2]}
    assert told["榜单金额"] == ("120.00 万元", "150.00 万元") and told["需解决的技术问题"][1] == "改为两条产线。"
    added, removed = amendment.changes[2:]
    assert added["old"] == "" and "节拍" in added["new"] and "期望" in added["new"]
    assert "漏检率" in removed["old"] and removed["new"] == ""
    assert [row.indicator for row in need.requirements] == ["可检裂纹深度", "节拍"]


def test_an_extension_moves_the_deadline_and_the_calendars(sign_in, monkeypatch):
    need = ChallengeFactory()
    bid, old, letters = BidFactory(need=need, state=BidState.SUBMITTED), need.bid_deadline, []
    monkeypatch.setattr(
        "matchmaker.services.outbox.write_to", lambda user, *_, calendar, **__: letters.append((user.id, calendar))
    )
    day = last_day(need, 10)
    data = {"day": day.isoformat(), "reason": REASON, "version": need.version}
    answer = sign_in(bureau_user()).post(f"/needs/{need.id}/extend", data=data)
    assert answer.status_code == 302
    db.session.expire_all()
    assert need.bid_deadline == clock.end_of_day(day) and bid.reconfirm_since
    amendment = db.session.query(Amendment).one()
    assert (amendment.old_deadline, amendment.new_deadline) == (old, need.bid_deadline)
    assert {user_id for user_id, _ in letters} == {bid.author.id, need.author.id}
    (entry,) = Calendar.from_ical(letters[0][1]).walk("VEVENT")
    assert entry.decoded("dtstart") == need.bid_deadline
    page = sign_in(need.author).get(f"/needs/{need.id}").text
    assert "延长截止时间" in page and REASON in page


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "应晚于现在的截止日期"), (0, "应晚于现在的截止日期"), (366, "最多延长到一年以后")],
)
def test_a_shorter_or_far_deadline_is_refused_at_the_field(sign_in, days, sentence):
    need = ChallengeFactory()
    old = need.bid_deadline
    data = {"day": last_day(need, days).isoformat(), "reason": REASON, "version": need.version}
    answer = sign_in(need.author).post(f"/needs/{need.id}/extend", data=data)
    assert answer.status_code == 400 and sentence in answer.text and REASON in answer.text
    db.session.expire_all()
    assert need.bid_deadline == old and db.session.query(Amendment).count() == 0


@pytest.mark.parametrize(("late", "taken"), [(timedelta(0), True), (timedelta(seconds=1), False)])
def test_nothing_changes_a_second_after_the_deadline_though_no_tick_has_come(app, monkeypatch, late, taken):
    need = ChallengeFactory()
    day, change = last_day(need, 5), as_it_is(need, problem="换一个问题。")
    rows = [CriterionDraft("指标", 60), CriterionDraft("路线", 40)]
    works = [
        lambda: amendments.extend_deadline(need, day, REASON, actor=need.author),
        lambda: amendments.amend(need, change, REASON, actor=need.author),
        lambda: rubrics.set_rubric(need, rows, actor=need.author, reason=REASON),
    ]
    deadline = need.bid_deadline
    monkeypatch.setattr(clock, "now", lambda: deadline + late)
    for work in works:
        if taken:
            work()
        else:
            with pytest.raises(Refused, match="截止时间已过"):
                work()
            db.session.rollback()
    assert db.session.query(Amendment).count() == (3 if taken else 0)


def test_two_who_change_at_once_make_one_change(sign_in):
    need = ChallengeFactory()
    opened = as_form(need, **{"requirements-0-value": "0.2"})
    amendments.extend_deadline(need, last_day(need, 3), REASON, actor=need.author)
    answer = sign_in(need.author).post(f"/needs/{need.id}/amend", data=opened)
    assert answer.status_code == 409 and 'value="0.2"' in answer.text and "有人先保存了" in answer.text
    with pytest.raises(Conflict):
        amendments.extend_deadline(need, last_day(need, 9), REASON, actor=need.author, version=need.version - 1)
    db.session.rollback()
    assert db.session.query(Amendment).count() == 1


def test_a_confirmation_from_a_page_of_before_a_change_is_refused(app):
    bid = BidFactory(state=BidState.SUBMITTED)
    before = bid.version
    amendments.extend_deadline(bid.need, last_day(bid.need, 3), REASON, actor=bid.need.author)
    db.session.expire_all()
    assert bid.version > before


def test_without_reason_change_or_right_nothing_is_changed(sign_in):
    need = ChallengeFactory()
    client = sign_in(need.author)
    nothing = client.post(f"/needs/{need.id}/amend", data=as_form(need))
    assert nothing.status_code == 400 and "没有任何改动" in nothing.text
    unreasoned = client.post(f"/needs/{need.id}/amend", data=as_form(need, problem="新的问题。", reason=" "))
    assert unreasoned.status_code == 400 and "请填写变更理由" in unreasoned.text
    bare = client.post(f"/needs/{need.id}/amend", data=as_form(need, **{"requirements-0-value": ""}))
    assert bare.status_code == 400 and "第 1 行的指标名称和要求值都要填写" in bare.text
    draft = as_it_is(need, problem="新的问题。")
    for actor in (firm_user(), research_user(), bureau_user()):
        with pytest.raises(Forbidden):
            amendments.amend(need, draft, REASON, actor=actor)
        db.session.rollback()
    assert db.session.query(Amendment).count() == 0


def test_the_rubric_is_set_before_publication_and_amended_while_open(sign_in):
    need = ChallengeFactory(state=NeedState.DRAFT, criteria=[], published_at=None)
    data = {"version": need.version}
    for place, (name, weight) in enumerate((("指标响应", "６0"), ("经费", "40"))):
        data |= {f"criteria-{place}-name": name, f"criteria-{place}-weight": weight}
    assert sign_in(need.author).post(f"/needs/{need.id}/rubric", data=data).status_code == 302
    db.session.expire_all()
    assert [(row.name, row.weight) for row in need.criteria] == [("指标响应", 60), ("经费", 40)]
    assert db.session.query(Amendment).count() == 0

    live = ChallengeFactory()
    data["version"] = live.version
    assert "请填写理由" in sign_in(bureau_user()).post(f"/needs/{live.id}/rubric", data=data).text
    data["criteria-1-weight"] = "39"
    assert "现在是 99" in sign_in(bureau_user()).post(f"/needs/{live.id}/rubric", data=data).text
    data |= {"criteria-1-weight": "40", "reason": REASON}
    assert sign_in(bureau_user()).post(f"/needs/{live.id}/rubric", data=data).status_code == 302
    assert db.session.query(Amendment).one().changes[0]["field"] == "评分标准"


def test_a_challenge_gets_the_rubric_of_its_round_or_the_usual_one(app):
    plain = ChallengeFactory(criteria=[])
    rubrics.ensure(plain)
    assert [row.weight for row in plain.criteria] == [40, 30, 20, 10] and all(row.hint for row in plain.criteria)
    rubric = [{"name": "技术", "weight": 70, "hint": "先进性"}, {"name": "经费", "weight": 30}]
    of_round = ChallengeFactory(criteria=[], round=RoundFactory(rubric=rubric))
    rubrics.ensure(of_round)
    rubrics.ensure(of_round)
    assert [(row.name, row.weight, row.hint) for row in of_round.criteria] == [("技术", 70, "先进性"), ("经费", 30, "")]


@pytest.mark.parametrize(
    "rows", [[("甲", 100)], [("甲", 50), ("甲", 50)], [("甲", 101), ("乙", -1)], [("", 50), ("乙", 50)]]
)
def test_what_is_no_rubric_is_refused(app, rows):
    need = ChallengeFactory()
    with pytest.raises(Invalid):
        rubrics.set_rubric(need, [CriterionDraft(*row) for row in rows], actor=need.author, reason=REASON)


def test_the_log_of_a_challenge_shows_changes_but_no_bids(sign_in):
    need = ChallengeFactory()
    bid = BidFactory(need=need, state=BidState.SUBMITTED)
    amendments.amend(need, as_it_is(need, problem="新的问题。"), REASON, actor=need.author)
    lines = db.session.query(Event).filter_by(action=Action.AMEND).all()
    assert [line.subject_id for line in lines] == [need.id] and bid.number not in str(lines[0].data)
    for reader in (need.author, bureau_user()):
        text = sign_in(reader).get(f"/needs/{need.id}").text
        assert "变更榜单" in text and bid.number not in text
