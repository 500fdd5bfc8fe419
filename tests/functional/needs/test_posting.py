"""A firm writes down a need, saves it, completes it and changes it later."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from models import Event, ItemVector, Need, db
from models.actions import Action
from models.enums import CooperationMode, NeedKind, NeedState, SubjectKind, Visibility
from tests.factories import NeedFactory, OrganizationFactory, bureau_user, firm_user, research_user
from tests.functional.needs.forms import challenge, draft, row


def only_need() -> Need:
    return db.session.query(Need).one()


def test_a_title_is_enough_for_a_draft_and_nothing_less(sign_in):
    member = firm_user()
    client = sign_in(member)
    bare = dict.fromkeys(draft(), "") | {"title": "  压铸件气孔  ", "kind": "TECHNICAL", "visibility": "PUBLIC"}
    bare |= row(0) | {"modes": []}
    answer = client.post("/needs/new", data=bare | {"action": "save"})
    need = only_need()
    assert answer.status_code == 302
    assert (need.title, need.state, need.budget) == ("压铸件气孔", NeedState.DRAFT, None)
    assert need.organization is member.organization
    refused = client.post("/needs/new", data=draft(title=""))
    assert refused.status_code == 400
    assert "请填写需求名称。" in refused.text
    assert db.session.query(Need).count() == 1


def test_everything_typed_is_kept(sign_in):
    client = sign_in(firm_user())
    rows = row(0, indicator="检测节拍", comparator="RANGE", value="8", value_high="12", unit="m/min") | row(
        1, indicator="误报率", comparator="LE", value="2", obligation="WISH", current_level="6 %"
    )
    typed = challenge(background="离线抽检滞后。", scenario="挤压出料口", current_basis="已有样机", **rows)
    client.post("/needs/new", data=typed | {"modes": ["JOINT", "EQUITY"]})
    need = only_need()
    assert need.kind is NeedKind.CHALLENGE
    assert (need.budget, need.award_amount) == (Decimal("80.50"), Decimal("300.00"))
    assert need.bid_deadline == datetime(2099, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert [(each.indicator, each.demand) for each in need.requirements] == [
        ("检测节拍", "8～12 m/min"),
        ("误报率", "≤ 2"),
    ]
    assert set(need.modes) == {CooperationMode.JOINT, CooperationMode.EQUITY}
    shown = client.get(f"/needs/{need.id}/edit").text
    for text in ("离线抽检滞后。", "挤压出料口", "已有样机", "检测节拍", "2099-12-31", "80.50", "林晓东"):
        assert text in shown


def test_district_and_contact_come_from_the_author(sign_in):
    organization = OrganizationFactory(district=None)
    client = sign_in(firm_user(organization=organization, name="沈工", phone="0539-1112223"))
    shown = client.get("/needs/new").text
    assert 'value="沈工"' in shown
    assert "0539-1112223" in shown


def test_rows_are_added_and_removed_without_script(sign_in):
    client = sign_in(firm_user())
    typed = draft(title="未存的名称", **row(0, indicator="甲"), **row(1, indicator="乙"))
    added = client.post("/needs/new", data=typed | {"add_row": "requirements"}).text
    assert "未存的名称" in added
    assert "requirements-2-indicator" in added
    removed = client.post("/needs/new", data=typed | {"remove_row": "requirements-0"}).text
    assert 'value="乙"' in removed
    assert 'value="甲"' not in removed
    assert db.session.query(Need).count() == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"problem": ""}, "提交审核前请说明需解决的技术问题。"),
        ({"field_id": ""}, "提交审核前请选择技术领域。"),
        ({"modes": []}, "提交审核前请至少选择一种合作方式。"),
        ({"contact_name": ""}, "提交审核前请填写联系人。"),
        ({"contact_phone": "", "contact_email": ""}, "电话和邮箱至少填写一项。"),
        (row(0), "提交审核前请至少写明一项考核指标。"),
        (row(0, indicator="漏检率"), "第 1 行的指标名称和要求值都要填写。"),
        (row(0, indicator="节拍", comparator="RANGE", value="8"), "第 1 行是区间，请填写上限。"),
        ({"kind": "CHALLENGE", "award_amount": ""}, "榜单须有榜单金额。"),
        ({"kind": "CHALLENGE", "award_amount": "30"}, "榜单须有揭榜截止日期。"),
        ({"kind": "CHALLENGE", "award_amount": "30", "bid_day": "2020-01-01"}, "揭榜截止日期应在 7 天以后"),
        ({"visibility": "INVITED"}, "定向邀请请至少写明一家单位。"),
    ],
)
def test_submitting_asks_for_what_a_reviewer_needs(sign_in, change, sentence):
    answer = sign_in(firm_user()).post("/needs/new", data=draft(**{"action": "submit"} | change))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "大断面型材挤压裂纹在线检测" in answer.text
    assert db.session.query(Need).count() == 0


def test_every_gap_is_named_at_once(sign_in):
    typed = draft(action="submit", problem="", modes=[], contact_name="", field_id="")
    shown = sign_in(firm_user()).post("/needs/new", data=typed).text
    for sentence in ("请选择技术领域", "请说明需解决的技术问题", "至少选择一种合作方式", "请填写联系人"):
        assert sentence in shown


@pytest.mark.parametrize("typed", [{"budget": "八十"}, {"budget": "-1"}, {"delivery_months": "0"}, {"bid_day": "明年"}])
def test_what_cannot_be_read_is_answered_at_its_field(sign_in, typed):
    answer = sign_in(firm_user()).post("/needs/new", data=draft(**typed))
    assert answer.status_code == 400
    assert "field-error" in answer.text
    assert next(iter(typed.values())) in answer.text


def test_organizations_are_invited_by_name_or_code(sign_in):
    named = research_user().organization
    coded = research_user().organization
    client = sign_in(firm_user())
    typed = draft(visibility="INVITED", invited=f"{named.name}\n\n{coded.uscc.lower()}\n{named.name}")
    client.post("/needs/new", data=typed)
    need = only_need()
    assert need.visibility is Visibility.INVITED
    assert {each.organization_id for each in need.invitations} == {named.id, coded.id}
    firm = firm_user().organization
    refused = client.post("/needs/new", data=draft(visibility="INVITED", invited=firm.name))
    assert refused.status_code == 400
    assert "没有找到可以邀请的已认证单位" in refused.text


def test_the_second_of_two_editors_keeps_the_text_and_overwrites_nothing(sign_in):
    author = firm_user()
    need = NeedFactory(author=author, state=NeedState.DRAFT, published_at=None)
    first, second = sign_in(author), sign_in(firm_user(organization=author.organization))
    version = need.version
    assert first.post(f"/needs/{need.id}/edit", data=draft(title="先存的", version=version)).status_code == 302
    late = second.post(f"/needs/{need.id}/edit", data=draft(title="后写的", version=version))
    assert late.status_code == 409
    assert "刚刚被其他人修改过" in late.text
    assert 'value="后写的"' in late.text
    db.session.expire_all()
    assert db.session.get(Need, need.id).title == "先存的"


def test_a_change_of_rows_alone_counts_as_a_change(sign_in):
    author = firm_user()
    need = NeedFactory(author=author, state=NeedState.DRAFT, published_at=None)
    client, version = sign_in(author), need.version
    client.post(f"/needs/{need.id}/edit", data=draft(version=version))
    db.session.expire_all()
    middle = need.version
    client.post(f"/needs/{need.id}/edit", data=draft(version=middle, **row(0, indicator="别的", value="3")))
    db.session.expire_all()
    assert version < middle < need.version


@pytest.mark.parametrize("state", [NeedState.DRAFT, NeedState.RETURNED])
def test_saving_what_is_not_public_yet_is_in_the_log_too(sign_in, state):
    author = firm_user()
    need = NeedFactory(author=author, state=state, published_at=None)
    sign_in(author).post(f"/needs/{need.id}/edit", data=draft(version=need.version))
    line = db.session.query(Event).filter_by(subject_kind=SubjectKind.NEED, subject_id=need.id).one()
    assert (line.action, line.actor_id) == (Action.EDIT, author.id)


def test_a_published_need_is_changed_in_the_open(sign_in):
    author = firm_user()
    need = NeedFactory(author=author)
    client = sign_in(author)
    typed = draft(title="改过的公开需求", version=need.version)
    assert client.post(f"/needs/{need.id}/edit", data=typed).status_code == 302
    db.session.expire_all()
    assert (need.title, need.state) == ("改过的公开需求", NeedState.PUBLISHED)
    assert db.session.query(Event).filter_by(subject_id=need.id, action=Action.EDIT).count() == 1
    assert db.session.query(ItemVector).one().searchable
    refused = client.post(f"/needs/{need.id}/edit", data=draft(problem="", version=need.version))
    assert refused.status_code == 400
    other_kind = client.post(f"/needs/{need.id}/edit", data=challenge(version=need.version))
    assert other_kind.status_code in (400, 409)
    db.session.expire_all()
    assert need.kind is NeedKind.TECHNICAL


@pytest.mark.parametrize("state", [NeedState.SUBMITTED, NeedState.BIDDING, NeedState.EVALUATING, NeedState.CONTRACTED])
def test_a_need_under_review_or_in_bidding_is_not_changed(sign_in, state):
    author = firm_user()
    need = NeedFactory(author=author, state=state, kind=NeedKind.CHALLENGE)
    client = sign_in(author)
    assert client.get(f"/needs/{need.id}/edit").status_code == 302
    assert client.post(f"/needs/{need.id}/edit", data=challenge(version=need.version)).status_code == 409
    db.session.expire_all()
    assert need.title == "铝型材挤压表面裂纹在线检测"


def test_only_the_own_firm_edits(sign_in):
    need = NeedFactory(author=firm_user())
    for stranger, status in ((firm_user(), 403), (research_user(), 403), (bureau_user(), 403)):
        assert sign_in(stranger).get(f"/needs/{need.id}/edit").status_code == status
