from decimal import Decimal

from models.enums import ProjectOrigin, ProjectState
from tests.factories import ProjectFactory, bureau_user, firm_user, reference


def test_figures_are_those_of_the_filtered_rows(sign_in, app):
    ProjectFactory(total_budget=Decimal("100.10"), field=reference.field("mat-metals"))
    ProjectFactory(total_budget=Decimal("20.05"), state=ProjectState.RUNNING, field=reference.field("ma-agri"))
    ProjectFactory(total_budget=None, origin=ProjectOrigin.OFFLINE)
    officer = sign_in(bureau_user())
    page = officer.get("/projects/").text
    assert "共 <b>3</b> 项" in page and "120.15" in page
    page = officer.get("/projects/?state=RUNNING").text
    assert "共 <b>1</b> 项" in page and "20.05" in page and "100.10" not in page
    parent = reference.field("materials").id
    assert "共 <b>1</b> 项" in officer.get(f"/projects/?field={parent}").text
    assert "共 <b>0</b> 项" in officer.get("/projects/?year=2001").text
    assert "共 <b>1</b> 项" in officer.get("/projects/?origin=OFFLINE&q=裂纹").text
    assert "共 <b>3</b> 项" in officer.get("/projects/?state=NONSENSE&field=x").text


def test_members_see_their_own_projects(sign_in, app):
    own, other = ProjectFactory(), ProjectFactory()
    page = sign_in(own.need.author).get("/projects/").text
    assert own.number in page and other.number not in page
    assert "还没有合作项目" in sign_in(firm_user()).get("/projects/").text


def test_long_lists_are_paged_with_their_filters(sign_in, app):
    firm = firm_user()
    for _ in range(21):
        ProjectFactory(firm=firm.organization)
    page = sign_in(firm).get("/projects/?state=NEGOTIATING").text
    assert "共 21 条，2 页" in page and "state=NEGOTIATING" in page
