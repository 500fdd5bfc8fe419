from flask import url_for

from models.enums import NeedState, OrganizationKind, OrganizationState, Visibility
from tests.factories import (
    AchievementFactory,
    NeedFactory,
    OrganizationFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)
from tests.functional.account.steps import again

PUBLIC = {"district": "", "city": "济南市", "address": "经十路 1 号", "website": "", "intro": "改过的简介。"}


def test_a_visitor_reads_about_a_verified_organization(client):
    organization = OrganizationFactory(intro="做振动筛的老厂。", website="https://sieve.example")
    author = firm_user(organization=organization)
    NeedFactory(author=author)
    NeedFactory(author=author, state=NeedState.DRAFT)
    NeedFactory(author=author, visibility=Visibility.INVITED)
    page = client.get(f"/organizations/{organization.id}").text
    assert "做振动筛的老厂。" in page
    assert 'rel="nofollow noopener external"' in page
    assert f'href="{url_for("needs.hall", organization=organization.id, _external=False)}"' in page
    assert '<span class="stat-value">1<span' in page


def test_what_is_counted_is_what_the_reader_may_see(client, sign_in):
    author = research_user()
    AchievementFactory(author=author)
    AchievementFactory(author=author, visibility=Visibility.INVITED)
    path = f"/organizations/{author.organization_id}"
    assert '<span class="stat-value">1<span' in client.get(path).text
    assert '<span class="stat-value">2<span' in sign_in(author).get(path).text


def test_an_unverified_organization_is_seen_by_itself_and_the_bureau_only(client, sign_in):
    owner = UserFactory(organization=OrganizationFactory(state=OrganizationState.PENDING))
    path = f"/organizations/{owner.organization_id}"
    assert client.get(path).status_code == 404
    assert sign_in(firm_user()).get(path).status_code == 404
    assert sign_in(owner).get(path).status_code == 200
    assert sign_in(bureau_user()).get(path).status_code == 200


def test_people_and_contacts_are_not_on_the_public_page(client):
    owner = firm_user(name="魏承谦", phone="0539-5550144")
    page = client.get(f"/organizations/{owner.organization_id}").text
    assert "魏承谦" not in page
    assert "0539-5550144" not in page
    assert owner.email not in page


def test_the_directory_lists_verified_organizations_by_kind_and_word(client):
    OrganizationFactory(name="沂河振动机械厂")
    OrganizationFactory(name="蒙山材料研究所", kind=OrganizationKind.INSTITUTE, intro="研究振动与噪声。")
    OrganizationFactory(name="等待中的公司", state=OrganizationState.PENDING)
    bureau_user()
    everything = client.get("/organizations/").text
    assert "共 2 家" in everything
    assert "等待中的公司" not in everything
    assert "共 2 家" in client.get("/organizations/?q=振动").text
    assert "共 1 家" in client.get("/organizations/?q=振动&kind=INSTITUTE").text
    assert "没有符合条件的单位" in client.get("/organizations/?q=100%25").text


def test_the_directory_is_searched_in_small_and_capital_letters(client):
    OrganizationFactory(name="鲁南PVC研究所", intro="做Led照明")
    for word in ("pvc", "PVC", "led", "LED"):
        assert "鲁南PVC研究所" in client.get(f"/organizations/?q={word}").text


def test_the_owner_edits_what_is_not_verified(sign_in):
    owner = firm_user()
    name = owner.organization.name
    form = {
        **PUBLIC,
        "organization_name": "偷换的名称",
        "uscc": "91350100M000100Y43",
        "version": owner.organization.version,
    }
    page = sign_in(owner).post("/organizations/mine/edit", data=form, follow_redirects=True)
    assert "单位资料已保存" in page.text
    stored = again(owner.organization)
    assert (stored.intro, stored.city, stored.name, stored.is_verified) == ("改过的简介。", "济南市", name, True)


def test_two_owners_windows_do_not_overwrite_each_other(sign_in):
    owner = firm_user()
    office, opened = sign_in(owner), owner.organization.version
    office.post("/organizations/mine/edit", data={**PUBLIC, "version": opened})
    late = office.post("/organizations/mine/edit", data={**PUBLIC, "intro": "旧窗口", "version": opened})
    assert late.status_code == 409
    assert "刚刚被其他人修改过" in late.text
    assert again(owner.organization).intro == "改过的简介。"
