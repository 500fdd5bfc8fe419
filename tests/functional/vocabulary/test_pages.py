"""The administrator keeps the table; officers read it and try it out."""

from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from models import Term, TermGroup, db
from models.enums import Role
from tests.factories import bureau_user
from tests.factories.terms import TermGroupFactory


@pytest.fixture
def keeper(sign_in):
    return sign_in(bureau_user(Role.ADMINISTRATOR))


@pytest.fixture
def officer(sign_in):
    return sign_in(bureau_user(Role.OFFICER))


def stored() -> list[list[str]]:
    db.session.rollback()
    groups = db.session.scalars(select(TermGroup).order_by(TermGroup.id))
    return [[term.text for term in group.terms] for group in groups]


def post(client, address: str, **fields: object):
    return client.post(address, data=fields, follow_redirects=True)


def test_the_administrator_adds_a_group_and_finds_it_in_the_list(keeper):
    answer = post(keeper, "/bureau/vocabulary/new", terms="无人机\r\nUAV、植保机", note="机械装备制造")
    assert "术语组“无人机”已添加" in answer.text and "植保机" in answer.text
    assert stored() == [["无人机", "UAV", "植保机"]]


def test_a_term_of_another_group_is_refused_with_the_form_as_it_was(keeper):
    post(keeper, "/bureau/vocabulary/new", terms="无人机、UAV")
    answer = post(keeper, "/bureau/vocabulary/new", terms="飞行器\nＵＡＶ", note="新的")
    assert answer.status_code == 400
    assert "“UAV”已在术语组“无人机、UAV”中" in answer.text
    assert "飞行器" in answer.text and 'value="新的"' in answer.text
    assert stored() == [["无人机", "UAV"]]


@pytest.mark.parametrize("terms", ["", "\x00", "、、", "12", "长" * 41, "a" * 5000])
def test_nonsense_is_refused_beside_the_field(keeper, terms):
    answer = post(keeper, "/bureau/vocabulary/new", terms=terms)
    assert answer.status_code == 400 and 'id="error-terms"' in answer.text
    assert stored() == []


def test_a_group_is_edited_and_deleted(keeper):
    group = TermGroupFactory()
    page = keeper.get(f"/bureau/vocabulary/{group.id}/edit")
    assert group.name in page.text and "确认删除" in page.text
    answer = post(keeper, f"/bureau/vocabulary/{group.id}/edit", terms="无人机", note="", version=group.version)
    assert "术语组“无人机”已保存" in answer.text
    answer = post(keeper, f"/bureau/vocabulary/{group.id}/delete", version=group.version)
    assert "术语组“无人机”已删除" in answer.text
    assert stored() == [] and db.session.scalars(select(Term)).all() == []
    assert keeper.get(f"/bureau/vocabulary/{group.id}/edit").status_code == 404


def test_the_second_of_two_editors_is_told_and_loses_nothing(keeper):
    group = TermGroupFactory()
    opened = group.version
    post(keeper, f"/bureau/vocabulary/{group.id}/edit", terms="无人机", version=opened)
    late = post(keeper, f"/bureau/vocabulary/{group.id}/edit", terms="飞行器", version=opened)
    assert late.status_code == 409
    assert "刚刚被其他人修改过" in late.text and "飞行器" in late.text
    assert stored() == [["无人机"]]


def test_officers_read_search_and_turn_pages_but_do_not_edit(officer):
    for _ in range(25):
        TermGroupFactory()
    group = TermGroupFactory(note="只此一组")
    page = officer.get("/bureau/vocabulary/")
    assert "共 <b>26</b> 组，52 个术语" in page.text and "page=2" in page.text
    assert "添加术语组" not in page.text and "/edit" not in page.text
    for asked in (group.name.upper(), "只此一组"):
        found = officer.get("/bureau/vocabulary/?" + urlencode({"q": asked}))
        assert "共 <b>1</b> 组" in found.text and group.name in found.text, asked
    assert "没有包含“%_”的术语组" in officer.get("/bureau/vocabulary/?" + urlencode({"q": "%_"})).text
    assert officer.get(f"/bureau/vocabulary/{group.id}/edit").status_code == 403


def test_two_sentences_are_tried_against_the_table(keeper, officer):
    post(keeper, "/bureau/vocabulary/new", terms="无人机、UAV")
    tried = officer.get("/bureau/vocabulary/trial?" + urlencode({"own": "<用UAV巡检>", "other": "无人机喷洒"}))
    assert "UAV ≈ 无人机" in tried.text
    assert "&lt;用<mark>UAV</mark>巡检&gt;" in tried.text
    assert "没有对上的词" in officer.get("/bureau/vocabulary/trial?own=a&other=b").text
    assert officer.get("/bureau/vocabulary/trial").status_code == 200
