from flask import url_for

from models import Event, Notification, db
from models.actions import Action
from models.enums import OrganizationState, Role
from tests.factories import OrganizationFactory, UserFactory, bureau_user, firm_user
from tests.functional.account.steps import again, application

FORM = ("kind", "organization_name", "uscc", "district", "city", "address", "website", "intro")


def _waiting_owner(**given):
    return UserFactory(organization=OrganizationFactory(state=OrganizationState.PENDING, **given))


def _form(organization, **given):
    filled = {name: value for name, value in application().items() if name in FORM}
    own = {"organization_name": organization.name, "uscc": organization.uscc, "version": organization.version}
    return {**filled, **own, **given}


def test_from_application_through_refusal_to_verification(sign_in):
    owner = _waiting_owner(name="临沂朝晖铝业有限公司")
    organization, officer = owner.organization, bureau_user()
    desk, office, posting = sign_in(officer), sign_in(owner), url_for("needs.create", _external=False)
    assert "临沂朝晖铝业有限公司" in desk.get("/organizations/review").text
    assert office.get(posting).status_code == 403

    refused = desk.post(
        f"/organizations/{organization.id}/refuse",
        data={"reason": "名称与营业执照不一致。", "version": organization.version},
    )
    assert refused.status_code == 302
    assert again(organization).state is OrganizationState.REFUSED
    home = office.get("/account/profile").text
    assert "名称与营业执照不一致。" in home
    assert "修改资料，重新申请" in home

    corrected = _form(again(organization), organization_name="临沂朝晖铝业股份有限公司")
    saved = office.post("/organizations/mine/edit", data=corrected, follow_redirects=True)
    assert "等待科技局审核" in saved.text
    stored = again(organization)
    assert (stored.state, stored.name, stored.refusal_reason) == (
        OrganizationState.PENDING,
        "临沂朝晖铝业股份有限公司",
        "",
    )

    page = desk.post(
        f"/organizations/{organization.id}/verify", data={"version": stored.version}, follow_redirects=True
    )
    assert "已通过认证" in page.text
    stored = again(organization)
    assert stored.is_verified
    assert stored.verified_at is not None
    assert office.get(posting).status_code == 200
    actions = [event.action for event in db.session.query(Event).order_by(Event.id)]
    assert actions == [Action.REFUSE, Action.REAPPLY, Action.VERIFY]
    assert db.session.query(Notification).filter_by(user_id=owner.id).count() == 2


def test_a_refusal_needs_a_reason(sign_in):
    organization = _waiting_owner().organization
    page = sign_in(bureau_user()).post(
        f"/organizations/{organization.id}/refuse",
        data={"reason": " ", "back": f"/organizations/{organization.id}/review"},
        follow_redirects=True,
    )
    assert "请填写理由" in page.text
    assert again(organization).state is OrganizationState.PENDING


def test_the_second_officer_is_told(sign_in):
    organization = _waiting_owner().organization
    first, second = sign_in(bureau_user()), sign_in(bureau_user())
    path, review = f"/organizations/{organization.id}", f"/organizations/{organization.id}/review"
    first.post(f"{path}/verify", data={"version": organization.version})
    late = second.post(f"{path}/refuse", data={"version": 1, "reason": "迟了", "back": review}, follow_redirects=True)
    assert "刚刚被其他人修改过" in late.text
    assert again(organization).is_verified


def test_a_verified_organization_is_not_verified_again(sign_in):
    organization = firm_user().organization
    page = sign_in(bureau_user()).post(f"/organizations/{organization.id}/verify")
    assert page.status_code == 409
    assert "当前状态为“已认证”" in page.text


def test_only_officers_verify(client, sign_in):
    organization = _waiting_owner().organization
    path = f"/organizations/{organization.id}"
    assert client.post(f"{path}/verify").status_code == 302
    for user in (organization.members[0], firm_user(), bureau_user(Role.SUPERVISOR)):
        person = sign_in(user)
        assert person.post(f"{path}/verify").status_code == 403
        assert person.get("/organizations/review").status_code == 403
    assert again(organization).state is OrganizationState.PENDING


def test_the_list_is_parted_by_state(sign_in):
    OrganizationFactory(name="甲公司", state=OrganizationState.PENDING)
    OrganizationFactory(name="乙公司", state=OrganizationState.REFUSED)
    OrganizationFactory(name="丙公司")
    desk = sign_in(bureau_user())
    waiting = desk.get("/organizations/review").text
    assert "甲公司" in waiting
    assert "乙公司" not in waiting
    assert "乙公司" in desk.get("/organizations/review?state=REFUSED").text
    assert "丙公司" in desk.get("/organizations/review?state=VERIFIED").text
    assert desk.get("/organizations/review?state=NONSENSE").status_code == 200


def test_a_corrected_application_is_checked_like_the_first(sign_in):
    owner = UserFactory(organization=OrganizationFactory(state=OrganizationState.REFUSED, refusal_reason="代码有误"))
    office = sign_in(owner)
    page = office.post("/organizations/mine/edit", data=_form(owner.organization, uscc="91350100M000100Y44"))
    assert page.status_code == 400
    assert "校验码" in page.text
    taken = OrganizationFactory(name="另一家公司")
    page = office.post("/organizations/mine/edit", data=_form(owner.organization, uscc=taken.uscc))
    assert "已注册为“另一家公司”" in page.text
    assert again(owner.organization).state is OrganizationState.REFUSED
