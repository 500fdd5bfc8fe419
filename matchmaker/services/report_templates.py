"""Word templates of reports that the bureau hands in: looked through and tried before they are used."""

import zipfile
from typing import BinaryIO

from lxml import etree

from matchmaker.adapters import storage
from matchmaker.checks.upload import check_content, check_ending, clean_name
from matchmaker.errors import Forbidden, Invalid
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.queries.reporting.sample import SAMPLE, sample
from matchmaker.reports import snapshot_word
from matchmaker.reports.snapshot_text import Approval
from matchmaker.reports.snapshot_word import NotATemplate
from matchmaker.reports.template_env import BadTag, UnknownPlaceholder
from matchmaker.services import events
from matchmaker.services.unit import commit
from models import ReportTemplate, User, db
from models.actions import Action
from models.project_enums import SnapshotKind

SIZE_MAX = 5 * 1024 * 1024
UNPACKED_MAX = 50 * 1024 * 1024
DOCX = "docx"
MACROS = ("vbaproject.bin", "vbadata.xml", "activex", "oleobject")
HYPERLINK = "/hyperlink"


def put(kind: SnapshotKind, filename: str, stream: BinaryIO, *, actor: User) -> ReportTemplate:
    """From now on reports of this kind are written with it. Raises Forbidden, Invalid."""
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()
    name = clean_name(filename)
    if check_ending(name) != DOCX:
        raise Invalid(N_("模板必须是 Word 文件（.docx）。"), field="file")
    try:
        stored = storage.save(stream, SIZE_MAX)
    except storage.TooLarge:
        raise Invalid(N_("模板不能超过 %(limit)s MB。"), field="file", limit=SIZE_MAX // 2**20) from None
    try:
        _check(kind, stored.name)
        row = ReportTemplate(kind=kind, original_name=name, stored_name=stored.name, uploaded_by=actor)
        db.session.add(row)
        events.record(row, Action.UPLOAD_TEMPLATE, actor, data={"kind": kind.name})
        commit()
    except BaseException:
        storage.remove(stored.name)
        raise
    return row


def _check(kind: SnapshotKind, stored_name: str) -> None:
    with storage.path(stored_name).open("rb") as file:
        check_content(file, DOCX)
        _expect_harmless(file)
    try:
        snapshot_word.write(sample(kind), Approval(SAMPLE, SAMPLE), storage.path(stored_name).read_bytes())
    except UnknownPlaceholder as error:
        raise Invalid(
            N_("模板里的“%(name)s”不是报表里有的内容，请对照下面的占位符清单修改。"), field="file", name=error.name
        ) from error
    except BadTag as error:
        raise _bad_tag(error.tag) from error
    except NotATemplate as error:
        raise Invalid(
            N_("模板填入数据后不再是完好的 Word 文件，请检查循环标签是否放在同一个表格或段落里。"), field="file"
        ) from error


def _bad_tag(tag: str) -> Invalid:
    if not tag:
        return Invalid(N_("模板里有循环或条件缺少结束标签（endfor 或 endif）。"), field="file")
    return Invalid(N_("模板里的标签“%(tag)s”写得不对，或者不允许使用。"), field="file", tag=tag)


def _expect_harmless(file: BinaryIO) -> None:
    """Nothing that runs, nothing that is fetched from elsewhere, nothing that grows."""
    with zipfile.ZipFile(file) as container:
        entries = container.infolist()
        if sum(entry.file_size for entry in entries) > UNPACKED_MAX:
            raise Invalid(N_("这个文件解压后过大，无法接收。"), field="file")
        if any(sign in entry.filename.lower() for entry in entries for sign in MACROS):
            raise Invalid(N_("模板里不能有宏、控件或嵌入的程序，请去掉后重新上传。"), field="file")
        if any(_reaches_out(container.read(entry)) for entry in entries if entry.filename.endswith(".rels")):
            raise Invalid(N_("模板里不能有指向别处的图片、模板或数据，请改为嵌入后重新上传。"), field="file")


def _reaches_out(relations: bytes) -> bool:
    try:
        tree = etree.fromstring(relations, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return True
    outside = (each for each in tree if each.get("TargetMode") == "External")
    return any(not (each.get("Type") or "").endswith(HYPERLINK) for each in outside)
