from models.enums import Membership
from tests.factories import UserFactory, firm_user
from tests.functional.account.steps import again


def _colleague(owner, membership=Membership.CONFIRMED):
    return UserFactory(organization=owner.organization, membership=membership, is_owner=False)


def _post(client, member, action):
    return client.post(f"/organizations/mine/members/{member.id}/{action}", follow_redirects=True)


def test_the_owner_declines_somebody_and_later_confirms(sign_in):
    owner = firm_user()
    stranger = _colleague(owner, Membership.PENDING)
    office = sign_in(owner)
    _post(office, stranger, "decline")
    assert again(stranger).membership is Membership.REFUSED
    assert "没有确认您的成员身份" in sign_in(again(stranger)).get("/account/profile").text
    _post(office, stranger, "confirm")
    assert again(stranger).is_member


def test_confirming_twice_says_what_is_possible(sign_in):
    owner = firm_user()
    colleague = _colleague(owner)
    page = sign_in(owner).post(f"/organizations/mine/members/{colleague.id}/confirm")
    assert page.status_code == 409
    assert "现在可以：谢绝成员" in page.text


def test_ownership_is_handed_over_whole(sign_in):
    owner = firm_user()
    colleague = _colleague(owner)
    office = sign_in(owner)
    _post(office, colleague, "hand-over")
    assert (again(owner).is_owner, again(colleague).is_owner) == (False, True)
    assert office.get("/organizations/mine/members").status_code == 403
    assert sign_in(again(colleague)).get("/organizations/mine/members").status_code == 200


def test_only_a_confirmed_member_can_take_over(sign_in):
    owner = firm_user()
    applicant = _colleague(owner, Membership.PENDING)
    page = sign_in(owner).post(f"/organizations/mine/members/{applicant.id}/hand-over")
    assert page.status_code == 409
    assert "只能移交给本单位已确认的成员" in page.text
    assert again(owner).is_owner


def test_the_owner_cannot_remove_himself(sign_in):
    owner = firm_user()
    assert sign_in(owner).post(f"/organizations/mine/members/{owner.id}/decline").status_code == 403
    assert again(owner).is_member


def test_members_of_others_are_out_of_reach(sign_in):
    owner, other = firm_user(), firm_user()
    colleague = _colleague(other)
    office = sign_in(owner)
    for action in ("confirm", "decline", "hand-over"):
        assert office.post(f"/organizations/mine/members/{colleague.id}/{action}").status_code == 404
    assert colleague.name not in office.get("/organizations/mine/members").text


def test_plain_members_do_not_manage(sign_in):
    owner = firm_user()
    member, applicant = _colleague(owner), _colleague(owner, Membership.PENDING)
    client = sign_in(member)
    assert client.get("/organizations/mine/members").status_code == 403
    assert client.post(f"/organizations/mine/members/{applicant.id}/confirm").status_code == 403
    assert client.get("/organizations/mine/edit").status_code == 403
