"""A researcher writes an achievement down; the bureau returns it once, then publishes it."""

from decimal import Decimal

import pytest

from models import Achievement, Event, ItemVector, Notification, db
from models.actions import Action
from models.enums import AchievementState, PropertyType, SubjectKind, Visibility
from tests.factories import AchievementFactory, OrganizationFactory, bureau_user, firm_user, reference, research_user
from tests.functional.achievements.forms import filled, parameter, patent

S = AchievementState


def only() -> Achievement:
    db.session.expire_all()
    return db.session.query(Achievement).one()


def text(answer) -> str:
    return answer.get_data(as_text=True)


@pytest.fixture
def author(app):
    return research_user(name="周明远", title="教授")


@pytest.fixture
def browser(author, sign_in):
    return sign_in(author)


def test_from_draft_to_the_hall(author, browser, sign_in):
    page = text(browser.get("/achievements/new"))
    assert author.email in page and "周明远" in page

    draft = browser.post("/achievements/new", data={"title": "蜂窝陶瓷载体快速烧结工艺", "action": "save"})
    row = only()
    assert draft.location.endswith(f"/achievements/{row.id}") and row.state is S.DRAFT and row.number.startswith("A-")
    assert row.title in text(browser.get("/achievements/mine"))

    full = {
        **filled(action="submit"),
        **parameter(0, "开裂率", "1.6", "%", "第三方检测"),
        **patent(0, "201710601862.3"),
    }
    assert browser.post(f"/achievements/{row.id}/edit", data={**full, "version": row.version}).status_code == 302
    row = only()
    assert row.state is S.SUBMITTED and row.submitted_at is not None
    assert [str(word) for word in row.keywords] == ["蜂窝陶瓷", "烧结"]
    assert row.intellectual_property[0].number == "201710601862.3"

    officer = sign_in(bureau_user())
    assert row.title in text(officer.get("/achievements/review"))
    assert "确认发布" in text(officer.get(f"/achievements/{row.id}"))
    officer.post(f"/achievements/{row.id}/return", data={"reason": "请补充检测报告编号。", "version": row.version})
    assert only().state is S.RETURNED
    assert "请补充检测报告编号。" in text(browser.get(f"/achievements/{row.id}"))

    full = filled(action="submit", version=only().version) | parameter(0, "开裂率", "1.6", "%", "报告 2025-118")
    browser.post(f"/achievements/{row.id}/edit", data=full)
    officer.post(f"/achievements/{row.id}/publish", data={"version": only().version})
    row = only()
    assert row.state is S.PUBLISHED and row.return_reason == ""
    assert db.session.query(ItemVector).one().searchable
    assert db.session.query(Notification).filter_by(user_id=author.id).count() == 2
    assert row.title in text(sign_in(firm_user()).get("/achievements/"))


def test_a_draft_needs_only_its_title(browser):
    answer = browser.post("/achievements/new", data={"title": " ", "abstract": "先写简介"})
    assert answer.status_code == 400 and "请填写成果名称。" in text(answer) and "先写简介" in text(answer)
    assert db.session.query(Achievement).count() == 0


def test_a_submission_names_every_gap_at_its_field(browser):
    nobody = {"contact_name": "", "contact_phone": "", "contact_email": ""}
    answer = browser.post("/achievements/new", data={"title": "只有名称", "action": "submit", **nobody})
    page = text(answer)
    assert answer.status_code == 400
    for said in ("成果简介。", "技术领域。", "所处阶段。", "技术成熟度。", "转化方式。", "填写联系人。", "一位负责人"):
        assert said in page
    assert db.session.query(Achievement).count() == 0


def test_rows_are_added_and_removed_without_script(browser):
    typed = filled() | parameter(0, "开裂率", "1.6", "%") | parameter(1, "周期", "9", "h")
    longer = text(browser.post("/achievements/new", data={**typed, "add_row": "parameters"}))
    assert 'name="parameters-2-indicator"' in longer and 'value="开裂率"' in longer and "蜂窝陶瓷；烧结" in longer
    shorter = text(browser.post("/achievements/new", data={**typed, "remove_row": "parameters-0"}))
    assert 'value="开裂率"' not in shorter and 'value="周期"' in shorter
    assert db.session.query(Achievement).count() == 0


def test_empty_rows_are_not_kept(browser):
    browser.post(
        "/achievements/new", data=filled() | parameter(0, "", "") | parameter(1, "周期", "9", "h") | patent(0, "")
    )
    row = only()
    assert [(each.position, each.indicator) for each in row.parameters] == [(1, "周期")]
    assert row.intellectual_property == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (patent(0, "201710601862.4"), "校验位不符"),
        (patent(0, "201710601862.3", "UTILITY"), "发明专利的号码"),
        (patent(0, "ZL201710601862.3", status="APPLIED"), "ZL 表示已授权"),
    ],
)
def test_patent_numbers_are_checked_at_the_row(browser, row, said):
    answer = browser.post("/achievements/new", data=filled() | row)
    assert answer.status_code == 400 and said in text(answer) and row["intellectual_property-0-number"] in text(answer)


def test_other_rights_have_numbers_of_their_own(browser):
    assert browser.post("/achievements/new", data=filled() | patent(0, "2023SR0456789", "SOFTWARE")).status_code == 302
    assert only().intellectual_property[0].type is PropertyType.SOFTWARE


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"keywords": "一 二 三 四"}, "关键词最多 3 个"),
        ({"price": "-3"}, "金额不能为负数"),
        ({"price": "面谈"}, "请填写数字"),
        ({"year": "25"}, "四位年份"),
        ({"contact_email": "zhou@"}, "邮箱格式不对"),
        ({"title": "长" * 121}, "最多 120 字"),
        ({"stage": "MOON"}, "请从列表中选择"),
        ({"field_1": "99999"}, "请从列表中选择"),
    ],
)
def test_wrong_values_are_answered_in_words_and_kept(browser, given, said):
    answer = browser.post("/achievements/new", data=filled(**given))
    assert answer.status_code == 400 and said in text(answer) and "两段升温曲线" in text(answer)


def test_full_width_figures_are_understood(browser):
    browser.post("/achievements/new", data=filled(price="１２３．５", year="２０２５"))
    assert (only().price, only().year) == (Decimal("123.50"), 2025)


def test_invitations_by_name_or_code(browser):
    firm, other = OrganizationFactory(), OrganizationFactory()
    invited = f"{firm.name}\n{other.uscc.lower()}"
    unknown = browser.post("/achievements/new", data=filled(visibility="INVITED", invited=f"{firm.name}\n没有这家公司"))
    assert unknown.status_code == 400 and "没有这家公司" in text(unknown)
    browser.post("/achievements/new", data=filled(visibility="INVITED", invited=invited, action="submit"))
    row = only()
    assert row.visibility is Visibility.INVITED and row.state is S.SUBMITTED
    assert {each.organization_id for each in row.invitations} == {firm.id, other.id}


def test_the_second_of_two_editors_is_told_and_keeps_the_text(author, browser, sign_in):
    row = AchievementFactory(author=author, state=S.DRAFT, published_at=None)
    colleague = sign_in(research_user(organization=author.organization))
    opened = row.version
    colleague.post(f"/achievements/{row.id}/edit", data=filled(title="同事的标题", version=opened))
    answer = browser.post(f"/achievements/{row.id}/edit", data=filled(title="我的标题", version=opened))
    page = text(answer)
    assert answer.status_code == 409 and "刚刚被其他人修改过" in page and "我的标题" in page and "查看最新内容" in page
    assert only().title == "同事的标题"


def test_changed_rows_alone_make_a_new_version(author, browser):
    row = AchievementFactory(author=author, state=S.DRAFT, published_at=None)
    opened = row.version
    same = filled(title=row.title, abstract=row.abstract, version=opened)
    browser.post(f"/achievements/{row.id}/edit", data=same | parameter(0, "周期", "9", "h"))
    assert only().version > opened


@pytest.mark.parametrize("state", [S.DRAFT, S.RETURNED])
def test_saving_what_is_not_public_yet_is_in_the_log_too(author, browser, state):
    achievement = AchievementFactory(author=author, state=state, published_at=None)
    browser.post(f"/achievements/{achievement.id}/edit", data=filled(version=achievement.version))
    line = db.session.query(Event).filter_by(subject_kind=SubjectKind.ACHIEVEMENT, subject_id=achievement.id).one()
    assert (line.action, line.actor_id) == (Action.EDIT, author.id)


def test_a_published_one_is_edited_in_place_and_stays_complete(author, browser):
    row = AchievementFactory(author=author)
    empty = browser.post(f"/achievements/{row.id}/edit", data=filled(abstract="", version=row.version))
    assert empty.status_code == 400 and "成果简介。" in text(empty)
    browser.post(f"/achievements/{row.id}/edit", data=filled(version=only().version))
    assert only().state is S.PUBLISHED and only().title == "蜂窝陶瓷载体快速烧结工艺"
    assert db.session.query(ItemVector).one().searchable


def test_fields_keep_their_order(author, browser):
    first, second = reference.field("ma-agri").id, reference.field("mat-metals").id
    row = AchievementFactory(author=author, state=S.DRAFT, published_at=None)
    browser.post(f"/achievements/{row.id}/edit", data=filled(field_1=first, field_2=second, version=row.version))
    assert [field.id for field in only().fields] == [first, second]
    browser.post(f"/achievements/{row.id}/edit", data=filled(field_1=second, field_2=first, version=only().version))
    assert [field.id for field in only().fields] == [second, first]


def test_withdrawn_with_a_reason_and_out_of_the_index(author, browser):
    row = AchievementFactory(author=author)
    refused = browser.post(f"/achievements/{row.id}/withdraw", data={"reason": " ", "version": row.version})
    assert refused.status_code == 400
    browser.post(f"/achievements/{row.id}/withdraw", data={"reason": "已独家许可", "version": row.version})
    assert only().state is S.WITHDRAWN
    assert browser.get(f"/achievements/{row.id}/edit").status_code == 302


def test_marked_as_transferred(author, browser):
    row = AchievementFactory(author=author)
    browser.post(f"/achievements/{row.id}/transfer", data={"version": row.version})
    assert only().state is S.TRANSFERRED
    assert row.title not in text(browser.get("/achievements/"))
    assert row.title in text(browser.get("/achievements/?status=transferred"))


def test_others_do_not_edit_or_decide(app, browser, sign_in):
    foreign = AchievementFactory()
    assert browser.get(f"/achievements/{foreign.id}/edit").status_code == 403
    waiting = AchievementFactory(state=S.SUBMITTED, published_at=None)
    assert browser.post(f"/achievements/{waiting.id}/publish").status_code == 403
    assert sign_in(firm_user()).get("/achievements/new").status_code == 403
