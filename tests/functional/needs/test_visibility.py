"""One table: what each reader sees of needs of each visibility, on the page, in the hall, its counts and its search."""

import re

import pytest

from models import NeedInvitation, UserRole, db
from models.enums import NeedState, OrganizationKind, OrganizationState, Role, Visibility
from tests.factories import NeedFactory, OrganizationFactory, UserFactory, bureau_user, firm_user, research_user

PENDING = OrganizationState.PENDING
SECRET = "淬火残余应力"
# visibility → reader → (page, its details, in the hall by title, found by a word of the details)
NONE, SUMMARY, ALL = (404, False, False, False), (200, False, True, False), (200, True, True, True)
TABLE = {
    Visibility.PUBLIC: {
        "visitor": ALL,
        "own": ALL,
        "firm": ALL,
        "researcher": ALL,
        "invited": ALL,
        "unverified": ALL,
        "manager": ALL,
        "officer": ALL,
    },
    Visibility.SUMMARY: {
        "visitor": SUMMARY,
        "own": ALL,
        "firm": SUMMARY,
        "researcher": ALL,
        "invited": ALL,
        "unverified": SUMMARY,
        "manager": ALL,
        "officer": ALL,
    },
    Visibility.INVITED: {
        "visitor": NONE,
        "own": ALL,
        "firm": NONE,
        "researcher": NONE,
        "invited": ALL,
        "unverified": NONE,
        "manager": ALL,
        "officer": ALL,
    },
}
CASES = [(kind, reader, seen) for kind, readers in TABLE.items() for reader, seen in readers.items()]


def _unverified():
    return research_user(organization=OrganizationFactory(kind=OrganizationKind.UNIVERSITY, state=PENDING))


def _manager():
    brokerage = OrganizationFactory(kind=OrganizationKind.BROKERAGE)
    return UserFactory(organization=brokerage, role_rows=[UserRole(role=Role.TECHNOLOGY_MANAGER)])


PEOPLE = {
    "firm": firm_user,
    "researcher": research_user,
    "unverified": _unverified,
    "manager": _manager,
    "officer": bureau_user,
}


def total(page: str) -> int:
    return int(re.search(r"共 <b>(\d+)</b>", page)[1])


@pytest.mark.parametrize(("visibility", "reader", "seen"), CASES)
def test_what_a_reader_sees(client, sign_in, visibility, reader, seen):
    invited = research_user()
    need = NeedFactory(visibility=visibility, problem=f"热处理后{SECRET}过大。", title="轴承套圈变形控制")
    if visibility is Visibility.INVITED:
        need.invitations.append(NeedInvitation(organization=invited.organization))
        db.session.commit()
    known = {"own": need.author, "invited": invited}
    if reader != "visitor":
        client = sign_in(known[reader] if reader in known else PEOPLE[reader]())
    status, details, listed, found = seen
    page = client.get(f"/needs/{need.id}")
    assert page.status_code == status
    assert (SECRET in page.text) is details
    assert ("可检裂纹深度" in page.text) is details
    assert need.contact_phone not in page.text
    hall = client.get("/needs/").text
    assert (need.title in hall) is listed
    assert (SECRET in hall) is (details and listed)
    assert total(hall) == int(listed)
    assert total(client.get("/needs/?q=轴承套圈").text) == int(listed)
    assert total(client.get(f"/needs/?q={SECRET}").text) == int(found)
    assert total(client.get("/needs/?q=可检裂纹深度").text) == int(found)
    assert ('<span class="count">1</span>' in hall) is listed


@pytest.mark.parametrize(
    ("state", "others", "officer"),
    [
        (NeedState.DRAFT, 404, 404),
        (NeedState.SUBMITTED, 404, 200),
        (NeedState.RETURNED, 404, 200),
        (NeedState.PUBLISHED, 200, 200),
    ],
)
def test_before_publication_a_need_is_between_the_firm_and_the_bureau(client, sign_in, state, others, officer):
    need = NeedFactory(state=state)
    assert sign_in(need.author).get(f"/needs/{need.id}").status_code == 200
    assert sign_in(bureau_user()).get(f"/needs/{need.id}").status_code == officer
    assert sign_in(research_user()).get(f"/needs/{need.id}").status_code == others
    assert client.get(f"/needs/{need.id}").status_code == others


def test_a_need_that_does_not_exist(client):
    assert client.get("/needs/4711").status_code == 404
