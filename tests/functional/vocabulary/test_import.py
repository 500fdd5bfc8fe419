"""The table goes out as a CSV file and comes back: first shown, then stored, all or nothing."""

import html
import io
import re

import pytest
from sqlalchemy import select

from matchmaker.search.vocabulary import serial
from models import TermGroup, db
from models.enums import Role
from tests.factories import bureau_user


@pytest.fixture
def keeper(sign_in):
    client = sign_in(bureau_user(Role.ADMINISTRATOR))
    client.post("/bureau/vocabulary/new", data={"terms": "无人机、UAV", "note": "机械"})
    client.post("/bureau/vocabulary/new", data={"terms": "电机、马达"})
    return client


def stored() -> list[tuple[str, str]]:
    db.session.rollback()
    groups = db.session.scalars(select(TermGroup).order_by(TermGroup.id))
    return [("、".join(term.text for term in group.terms), group.note) for group in groups]


def upload(client, content: str | bytes):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post("/bureau/vocabulary/import", data={"file": (io.BytesIO(data), "术语.csv")})


def confirm(client, shown):
    content = html.unescape(re.search(r'name="content" hidden>(.*?)</textarea>', shown.text, re.S).group(1))
    shown_serial = re.search(r'name="serial" value="(\d+)"', shown.text).group(1)
    given = {"content": content, "serial": shown_serial}
    return client.post("/bureau/vocabulary/import/apply", data=given, follow_redirects=True)


def test_what_another_changed_meanwhile_is_shown_before_it_is_overwritten(keeper):
    file = "术语,备注\r\n无人机、UAV、植保机,机械\r\n".encode()
    shown = upload(keeper, file)
    confirm(keeper, upload(keeper, "术语,备注\r\n无人机、UAV、飞防机,机械\r\n".encode()))
    refused = confirm(keeper, shown)
    assert refused.status_code == 409 and "刚被别人改过" in refused.text
    assert "原为：无人机、UAV、飞防机" in refused.text
    assert "已导入" in confirm(keeper, refused).text


def test_what_is_exported_changes_nothing_when_it_is_imported(keeper):
    exported = keeper.get("/bureau/vocabulary/export")
    assert exported.mimetype == "text/csv" and "无人机、UAV,机械" in exported.text
    assert "没有需要导入的改动" in upload(keeper, exported.data).text


def test_the_changes_are_shown_and_stored_only_when_confirmed(keeper):
    before = stored()
    shown = upload(keeper, "术语,备注\r\n无人机、UAV、植保机,机械\r\n传感器、sensor,\r\n".encode("gb18030"))
    assert "2 组将被添加或修改，0 组没有变化" in shown.text and "原为：无人机、UAV" in shown.text
    assert stored() == before
    assert "改动了 2 个术语组" in confirm(keeper, shown).text
    assert stored() == [("无人机、UAV、植保机", "机械"), ("电机、马达", ""), ("传感器、sensor", "")]


@pytest.mark.parametrize(
    "line, says",
    [
        ("123,", "没有文字"),
        ("长" * 41, "太长"),
        ("UAV、马达,", "分属不同的术语组：无人机、电机"),
        ("飞行器、飞机\n飞机,", "第 2 行已有"),
        ("UAV\n无人机", "第 2 行已有"),
        ("飞机," + "注" * 121, "备注最多"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_stored(keeper, line, says):
    before = stored()
    shown = upload(keeper, f"术语,备注\n{line}\n传感器,")
    assert shown.status_code == 200 and says in shown.text and "确认导入" not in shown.text
    given = {"content": f"术语,备注\n{line}\n传感器,", "serial": serial(db.session())}
    refused = keeper.post("/bureau/vocabulary/import/apply", data=given)
    assert refused.status_code == 400
    assert stored() == before


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe\xff\xff\x81", "术语,备注\n".encode(), b"\n" * 50, b"a\n" * 3000]
)
def test_a_file_that_is_no_table_is_refused(keeper, data):
    answer = upload(keeper, data)
    assert answer.status_code == 400 and 'id="error-file"' in answer.text
