"""Nonsense in an address or in a form's hidden number is never a failure."""

import pytest

from tests.factories import bureau_user

HUGE = "9" * 23
LONGER_THAN_PYTHON_READS = "9" * 5000
ROWS = ("needs", "organizations", "attachments", "achievements", "projects", "agreements", "matches")
LISTS = (
    "needs/",
    "achievements/",
    "projects/",
    "agreements/",
    "matches/",
    "organizations/",
    "organizations/review",
    "needs/review",
    "achievements/review",
    "account/notifications",
    "bureau/records/needs-open",
    "todo/needs",
)
QUERIES = (
    "projects/?year=99999",
    "projects/?year=9999",
    "projects/?year=1",
    f"projects/?field={HUGE}",
    f"projects/?district={HUGE}",
    "agreements/?year=99999",
    "agreements/?year=0",
    "bureau/records/needs-new?since=2020-01-01&until=9999-12-31",
    "bureau/records/needs-new?since=0001-01-01",
    f"bureau/records/needs-open?field={HUGE}",
    f"bureau/records/needs-open?district={HUGE}",
    f"needs/?field={HUGE}&organization={HUGE}",
    f"achievements/?field={HUGE}&organization={HUGE}",
)


@pytest.fixture
def officer(sign_in):
    return sign_in(bureau_user())


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("number", [HUGE, str(2**31), LONGER_THAN_PYTHON_READS], ids=["huge", "2**31", "endless"])
def test_a_number_that_no_record_can_have_is_not_found(officer, row, number):
    assert officer.get(f"/{row}/{number}").status_code == 404


@pytest.mark.parametrize("address", QUERIES)
def test_a_condition_without_sense_is_left_out(officer, address):
    assert officer.get(f"/{address}").status_code == 200


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("page", ["999999999999999999999", str(2**31 - 1), "-1", "x"])
def test_a_page_without_sense_is_one_of_the_list(officer, address, page):
    assert officer.get(f"/{address}?page={page}").status_code == 200


@pytest.mark.parametrize("number", [HUGE, f"-{HUGE}", str(2**31), LONGER_THAN_PYTHON_READS, "x", ""])
def test_a_proposal_of_nothing_is_not_found(officer, number):
    answer = officer.post("/matches/", data={"need_id": number, "achievement_id": number})
    assert answer.status_code == 404


def test_a_row_button_without_sense_changes_nothing(officer):
    data = {"remove_row": f"milestones-{LONGER_THAN_PYTHON_READS}"}
    assert officer.post("/projects/offline/new", data=data).status_code in (200, 400)
