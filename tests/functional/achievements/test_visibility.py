"""Who finds and reads an achievement: one table for page, list, count, search and attachment."""

import io

import pytest

from matchmaker.policies import achievement as policy
from matchmaker.services import attachments
from models import Achievement, AchievementInvitation, db
from models.enums import AchievementState as S
from models.enums import OrganizationKind, Role, Visibility
from tests.factories import AchievementFactory, OrganizationFactory, bureau_user, firm_user, research_user
from tests.factories.people import UserFactory

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n"
# Each cell: what the reader gets of the item. "": it does not exist; "s": its summary; "d": its details.
READERS = ("visitor", "owner", "invited firm", "other firm", "other university", "manager", "officer", "unconfirmed")
TABLE = {
    (S.PUBLISHED, Visibility.PUBLIC): ("d", "d", "d", "d", "d", "d", "d", "d"),
    (S.PUBLISHED, Visibility.SUMMARY): ("s", "d", "d", "d", "s", "d", "d", "s"),
    (S.PUBLISHED, Visibility.INVITED): ("", "d", "d", "", "", "d", "d", ""),
    (S.TRANSFERRED, Visibility.INVITED): ("", "d", "d", "", "", "d", "d", ""),
    (S.WITHDRAWN, Visibility.PUBLIC): ("", "d", "", "", "", "d", "d", ""),
    (S.SUBMITTED, Visibility.PUBLIC): ("", "d", "", "", "", "", "d", ""),
    (S.RETURNED, Visibility.PUBLIC): ("", "d", "", "", "", "", "d", ""),
    (S.DRAFT, Visibility.PUBLIC): ("", "d", "", "", "", "", "", ""),
}
CASES = [
    pytest.param(state, visibility, reader, row[place], id=f"{state.name}-{visibility.name}-{reader}")
    for (state, visibility), row in TABLE.items()
    for place, reader in enumerate(READERS)
]
IN_HALL = (S.PUBLISHED, S.TRANSFERRED)


@pytest.fixture
def author(app):
    return research_user()


@pytest.fixture
def people(author):
    broker = OrganizationFactory(kind=OrganizationKind.BROKERAGE)
    return {
        "visitor": lambda: None,
        "owner": lambda: author,
        "invited firm": firm_user,
        "other firm": firm_user,
        "other university": research_user,
        "manager": lambda: bureau_user(Role.TECHNOLOGY_MANAGER, organization=broker),
        "officer": bureau_user,
        "unconfirmed": lambda: UserFactory(membership="PENDING"),
    }


@pytest.mark.parametrize(("state", "visibility", "reader", "sees"), CASES)
def test_the_table(app, sign_in, author, people, state, visibility, reader, sees):
    user = people[reader]()
    item = AchievementFactory(author=author, state=S.PUBLISHED, visibility=visibility)
    file = attachments.attach(item, "检测报告.pdf", io.BytesIO(PDF), actor=author)
    if reader == "invited firm":
        item.invitations = [AchievementInvitation(organization=user.organization)]
    item.state = state
    db.session.commit()
    browser = sign_in(user) if user else app.test_client()

    page = browser.get(f"/achievements/{item.id}")
    assert page.status_code == (200 if sees else 404)
    assert (item.abstract in page.get_data(as_text=True)) is (sees == "d")
    with browser.get(f"/attachments/{file.id}") as sent:
        assert sent.status_code == (200 if sees == "d" else 404)

    listed = bool(sees) and state in IN_HALL
    assert _found(browser, "status=all") is listed
    assert _found(browser, f"status=all&q={item.number}") is listed
    assert _found(browser, "status=all&q=多光谱线阵相机") is (listed and sees == "d")
    assert _found(browser, "status=all&q=可检裂纹深度") is (listed and sees == "d")

    assert policy.can_view(user, item) is bool(sees)
    assert policy.can_view_details(user, item) is (sees == "d")
    assert _passes(policy.viewable(user)) is bool(sees)
    assert _passes(policy.details_viewable(user)) is (sees == "d")


def test_contacts_are_on_no_page(app, sign_in, author):
    item = AchievementFactory(author=author, contact_name="甄不公开", contact_phone="0531-5550188", contact_email="")
    for browser in (app.test_client(), sign_in(firm_user()), sign_in(bureau_user()), sign_in(author)):
        for address in (f"/achievements/{item.id}", "/achievements/"):
            page = browser.get(address).get_data(as_text=True)
            assert "甄不公开" not in page and "5550188" not in page


def _found(browser, query: str) -> bool:
    """The row and the count say the same."""
    page = browser.get(f"/achievements/?{query}").get_data(as_text=True)
    shown = 'class="row-title"' in page
    assert ("共 <b>1</b> 项" in page) is shown and ("共 <b>0</b> 项" in page) is not shown
    return shown


def _passes(rule) -> bool:
    return db.session.query(Achievement).filter(rule).count() == 1
