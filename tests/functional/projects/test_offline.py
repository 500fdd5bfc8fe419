"""A deal struck without the platform is put on record."""

from models import Project, db
from models.enums import OrganizationState, ProjectOrigin
from tests.factories import OrganizationFactory, bureau_user, firm_user, reference, research_user
from tests.functional.projects.test_plan import PLAN


def deal(**changes):
    return PLAN | {"field_id": reference.field().id, "district_id": reference.district().id} | changes


def test_an_officer_records_it_and_goes_on_to_the_agreement(sign_in, app):
    firm, provider = firm_user().organization, research_user().organization
    officer = sign_in(bureau_user())
    assert firm.name in officer.get("/projects/offline/new").text
    answer = officer.post("/projects/offline/new", data=deal(firm_name=firm.name, provider_name=provider.name))
    project = db.session.query(Project).one()
    assert answer.status_code == 302 and answer.location.endswith(f"/agreements/new/{project.id}")
    assert (project.origin, project.need, len(project.milestones)) == (ProjectOrigin.OFFLINE, None, 2)
    assert (project.firm, project.provider) == (firm, provider)
    assert "线下签约" in officer.get(f"/projects/{project.id}").text


def test_the_parties_must_be_verified_organizations_of_the_right_kind(sign_in, app):
    waiting = OrganizationFactory(state=OrganizationState.PENDING)
    names = {"firm_name": waiting.name, "provider_name": firm_user().organization.name}
    page = sign_in(bureau_user()).post("/projects/offline/new", data=deal(**names))
    assert page.status_code == 400
    assert "没有这个名称的已认证企业" in page.text and "没有这个名称的已认证高校院所" in page.text
    assert db.session.query(Project).count() == 0


def test_a_second_press_records_nothing(sign_in, app):
    names = {"firm_name": firm_user().organization.name, "provider_name": research_user().organization.name}
    officer, form = sign_in(bureau_user()), deal(**names)
    officer.post("/projects/offline/new", data=form)
    page = officer.post("/projects/offline/new", data=form)
    number = db.session.query(Project).one().number
    assert page.status_code == 400 and f"已登记为 {number}" in page.text and PLAN["title"] in page.text
    assert officer.post("/projects/offline/new", data=form | {"title": "另一个项目"}).status_code == 302


def test_only_officers_record_deals(sign_in, app):
    assert sign_in(firm_user()).get("/projects/offline/new").status_code == 403
