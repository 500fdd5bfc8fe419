"""An officer puts a project's contract on record; project and need move with it."""

from datetime import timedelta

import pytest

from matchmaker.adapters import clock
from models import Agreement, Event, db
from models.actions import Action
from models.enums import AchievementState, AgreementState, NeedState, ProjectState, Role, SubjectKind
from tests.factories import ProjectFactory, bureau_user, firm_user
from tests.functional.agreements.contracts import contract, create


@pytest.fixture
def project(app):
    return ProjectFactory()


@pytest.fixture
def officer(sign_in, app):
    return sign_in(bureau_user())


def only_agreement() -> Agreement:
    return db.session.query(Agreement).one()


def test_one_form_signs_agreement_project_and_need_together(sign_in, officer, project):
    page = officer.get(f"/agreements/new/{project.id}").text
    assert project.firm.name in page and "项目总预算" in page
    answer = create(officer, project)
    agreement = only_agreement()
    assert answer.status_code == 302 and answer.location.endswith(f"/agreements/{agreement.id}")
    assert (agreement.state, project.state, project.need.state) == (
        AgreementState.SIGNED,
        ProjectState.SIGNED,
        NeedState.CONTRACTED,
    )
    assert project.achievement.state is AchievementState.PUBLISHED
    actions = {event.action for event in db.session.query(Event)}
    assert {Action.CREATE, Action.SIGN, Action.CONTRACT} <= actions
    for person in (project.need.author, project.achievement.author):
        page = sign_in(person).get(f"/agreements/{agreement.id}").text
        assert "LY-JS-2026-018" in page and "72.50" in page
    page = sign_in(project.need.author).get(f"/projects/{project.id}").text
    assert "LY-JS-2026-018" in page and "启动实施" in page


def test_a_draft_waits_and_only_the_bureau_sees_it(sign_in, officer, project):
    create(officer, project, action="save", signed_on="")
    agreement = only_agreement()
    assert (agreement.state, project.state) == (AgreementState.DRAFT, ProjectState.NEGOTIATING)
    assert sign_in(project.need.author).get(f"/agreements/{agreement.id}").status_code == 404
    assert "LY-JS-2026-018" not in sign_in(project.need.author).get(f"/projects/{project.id}").text

    edit = f"/agreements/{agreement.id}/edit"
    page = officer.post(edit, data=contract(project, signed_on="", version=agreement.version))
    assert page.status_code == 400 and "请填写签订日期" in page.text
    officer.post(edit, data=contract(project, amount="90", version=agreement.version))
    assert agreement.state is AgreementState.SIGNED and str(agreement.amount) == "90.00"
    answer = officer.post(edit, data=contract(project, amount="95"))
    assert answer.status_code == 409 and "不能再修改" in answer.text and str(agreement.amount) == "90.00"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tech_amount": "80.01"}, "技术交易额不能超过成交额"),
        ({"tech_amount": "-1"}, "金额不能为负数"),
        ({"amount": "0", "tech_amount": "0"}, "成交额应大于 0"),
        ({"amount": "1.234"}, "最多保留两位小数"),
        ({"ends_on": "2025-12-31"}, "终止日期不能早于起始日期"),
        ({"signed_on": ""}, "请填写签订日期"),
        ({"contract_no": " "}, "请填写合同编号"),
        ({"type": ""}, "请选择合同类型"),
        ({"direction": ""}, "请选择吸纳或输出"),
    ],
)
def test_each_rule_has_its_sentence(officer, project, changes, sentence):
    page = create(officer, project, **changes)
    assert page.status_code == 400 and sentence in page.text
    assert db.session.query(Agreement).count() == 0 and project.state is ProjectState.NEGOTIATING


def test_the_day_of_signing_is_not_in_the_future(officer, project):
    page = create(officer, project, signed_on=(clock.today() + timedelta(days=1)).isoformat())
    assert page.status_code == 400 and "签订日期不能晚于今天" in page.text


def test_buyer_and_seller_are_the_two_parties(officer, project):
    page = create(officer, project, seller_id=project.firm_id)
    assert page.status_code == 400 and "不能是同一单位" in page.text
    assert create(officer, project, seller_id=firm_user().organization_id).status_code == 400


def test_several_faults_are_shown_at_once(officer, project):
    page = create(officer, project, tech_amount="99", ends_on="2025-01-01", signed_on="").text
    assert "不能超过成交额" in page and "不能早于起始日期" in page and "请填写签订日期" in page


def test_a_contract_number_is_used_once(officer, project):
    create(officer, project)
    page = create(officer, ProjectFactory(), contract_no="ly-js-2026-018")
    assert page.status_code == 400 and "已经登记过" in page.text


def test_a_project_has_one_agreement_and_the_second_officer_is_told(sign_in, officer, project):
    create(officer, project, action="save")
    answer = create(sign_in(bureau_user()), project, contract_no="LY-JS-2026-019")
    assert answer.status_code == 302 and only_agreement().contract_no == "LY-JS-2026-018"


def test_the_second_of_two_editors_overwrites_nothing(sign_in, officer, project):
    create(officer, project, action="save")
    agreement = only_agreement()
    seen, edit = agreement.version, f"/agreements/{agreement.id}/edit"
    officer.post(edit, data=contract(project, action="save", amount="81", version=seen))
    answer = sign_in(bureau_user()).post(edit, data=contract(project, amount="99", version=seen))
    assert answer.status_code == 409 and "刚刚被其他人修改过" in answer.text
    assert str(agreement.amount) == "81.00" and agreement.state is AgreementState.DRAFT


def test_a_terminated_project_takes_no_contract(officer, project):
    project.state = ProjectState.TERMINATED
    db.session.commit()
    answer = create(officer, project)
    assert answer.status_code == 409 and "不能再登记合同" in answer.text


def test_the_parties_do_not_read_of_the_drafting(sign_in, officer, project):
    create(officer, project, action="save")
    agreement, address = only_agreement(), f"/projects/{project.id}"
    officer.post(f"/agreements/{agreement.id}/edit", data=contract(project, version=agreement.version))
    bureau, party = officer.get(address).text, sign_in(project.need.author).get(address).text
    for action in (Action.CREATE, Action.EDIT):
        line = f"{SubjectKind.AGREEMENT.zh}：{action.zh}"
        assert line in bureau and line not in party
    signing = f"{SubjectKind.AGREEMENT.zh}：{Action.SIGN.zh}"
    assert signing in bureau and signing in party
    from_its_page = [
        sign_in(reader).get(f"/agreements/{agreement.id}").text for reader in (bureau_user(), project.need.author)
    ]
    assert [f">{Action.CREATE.zh}" in text for text in from_its_page] == [True, False]


def test_the_draft_of_a_terminated_project_rests(officer, project):
    create(officer, project, action="save")
    edit = f"/agreements/{only_agreement().id}/edit"
    assert officer.get(edit).status_code == 200 and "LY-JS-2026-018" in officer.get("/todo/drafts").text
    project.state = ProjectState.TERMINATED
    db.session.commit()
    assert "LY-JS-2026-018" not in officer.get("/todo/drafts").text
    page = officer.get(edit, follow_redirects=True).text
    assert "LY-JS-2026-018" in page and edit not in page and 'value="sign"' not in page


def test_an_early_signing_warns_and_half_a_thousand_asks_for_experts(officer, project):
    early = (clock.today() - timedelta(days=400)).isoformat()
    answer = create(officer, project, signed_on=early, amount="500", tech_amount="500")
    page = officer.get(answer.location).text
    assert "请核对" in page and "需组织专家评审" in page


def test_the_form_suggests_what_the_platform_knows(officer, project):
    project.firm.city = "临沂市"
    db.session.commit()
    assert '<option selected value="ABSORBED">' in officer.get(f"/agreements/new/{project.id}").text
    project.firm.city = "徐州市"
    db.session.commit()
    assert '<option selected value="EXPORTED">' in officer.get(f"/agreements/new/{project.id}").text


def test_only_officers_record_agreements(sign_in, project):
    for person in (project.need.author, bureau_user(Role.SUPERVISOR)):
        assert create(sign_in(person), project).status_code == 403
