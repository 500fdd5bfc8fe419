"""What a report says stays, whatever becomes of the records; another page says what has changed."""

import copy
from decimal import Decimal

from matchmaker.services import snapshots
from models import Snapshot, db
from models.enums import Role
from tests.factories import bureau_user
from tests.functional.reports.builders import approved, contract, drafted, figure


def test_an_approved_report_stays_when_records_change_or_go(sign_in):
    kept, altered, deleted = (
        contract("保留的合同", "10.00"),
        contract("改动的合同", "20.00"),
        contract("删除的合同", "30.00"),
    )
    row = approved()
    before = copy.deepcopy(row.content)
    altered.amount = Decimal("25.00")
    added = contract("补录的合同", "40.00")
    db.session.delete(deleted)
    db.session.commit()
    db.session.expire_all()
    assert row.content == before
    assert snapshots.is_whole(row)
    client = sign_in(row.author)
    page = client.get(f"/bureau/reports/{row.id}").text
    assert "内容与批准时一致" in page
    assert "60.00" in page
    listed = client.get(f"/bureau/reports/{row.id}/figures/agreements").text
    assert listed.count("记录已删除") == 1
    assert "删除的合同" in listed
    changes = client.get(f"/bureau/reports/{row.id}/changes").text
    for said in ("60.00", "75.00", added.contract_no, "删除的合同", "20.00 → 25.00", "增加的记录", "减少的记录"):
        assert said in changes
    section = changes.partition("<h2>成交的技术合同</h2>")[2].partition("</section>")[0]
    assert kept.contract_no not in section


def test_a_record_that_only_counts_no_more_is_not_called_deleted(sign_in):
    agreement = contract("改期的合同", "10.00")
    row = approved()
    agreement.signed_on = row.until.replace(month=7, day=1)
    db.session.commit()
    changes = sign_in(row.author).get(f"/bureau/reports/{row.id}/changes").text
    assert "减少的记录" in changes
    assert "记录已删除" not in changes


def test_without_changes_the_page_says_so(sign_in):
    contract("甲", "10.00")
    row = drafted()
    assert "与生成时相同" in sign_in(row.author).get(f"/bureau/reports/{row.id}/changes").text


def test_a_figure_that_is_kept_no_longer_is_shown_all_the_same(sign_in):
    contract("甲", "10.00")
    row = drafted()
    content = copy.deepcopy(row.content)
    next(each for each in content["figures"] if each["key"] == "agreements")["key"] = "agreements-of-old"
    row.content = content
    db.session.commit()
    client = sign_in(row.author)
    assert "甲" in client.get(f"/bureau/reports/{row.id}/figures/agreements-of-old").text
    assert "已停用" in client.get(f"/bureau/reports/{row.id}/changes").text


def test_who_tampers_with_the_content_is_found_out(sign_in):
    contract("甲", "10.00")
    row = approved()
    content = copy.deepcopy(row.content)
    figure(Snapshot(content=content), "agreements")["now"]["amount"] = "99.00"
    row.content = content
    db.session.commit()
    assert not snapshots.is_whole(row)
    assert "内容与批准时不一致" in sign_in(bureau_user(Role.SUPERVISOR)).get(f"/bureau/reports/{row.id}").text
