"""The built-in Word templates of reports. The bureau may change one in Word and hand it in."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell

from matchmaker.reports import word
from matchmaker.reports.snapshot_text import Entry, head_text

SHADE, SMALL, TINY = "E3F0EF", Pt(9.5), Pt(8.5)
CHAPTERS = "一二三四五六七八九十"
OVERVIEW = (
    "{{ 报表.时期 }}（{{ 报表.起止 }}），全市新发布技术需求 {{ 数.新发布需求.数值 }} 项、"
    "科技成果 {{ 数.新发布成果.数值 }} 项，"
    "对接高校院所 {{ 数.对接高校院所.数值 }} 家，服务企业 {{ 数.对接服务企业.数值 }} 家；签订产学研合作项目 "
    "{{ 数.签订的产学研合作项目.数值 }} 项（同比 {{ 数.签订的产学研合作项目.同比 }}）；成交技术合同 "
    "{{ 数.成交的技术合同.条数 }} 份，成交额 {{ 数.成交的技术合同.数值 }} 万元（同比 {{ 数.成交的技术合同.同比 }}），"
    "其中技术交易额 {{ 数.成交的技术合同.技术交易额 }} 万元。"
)
NOTE = "各项数字于 {{ 报表.生成时间 }} 自平台记录汇总，此后记录的变动计入以后的报表，不改变本报表。"
FIGURES = (("指标", 24), ("本期", 13), ("单位", 7), ("上期", 13), ("环比", 12), ("去年同期", 13), ("同比", 12))
FIGURE_CELLS = ("名称", "数值", "计量单位", "上期", "环比", "去年同期", "同比")
RECORDS = (("编号", 16), ("名称", 34), ("单位", 34), ("金额（万元）", 12), ("日期", 11))
RECORD_CELLS = ("编号", "名称", "单位", "金额", "日期")
LISTED = ("签订的产学研合作项目", "成交的技术合同")
NUMBERS = ("本期", "上期", "环比", "去年同期", "同比", "金额（万元）")
APPROVAL = (
    ("编制人", "{{ 报表.编制人 }}"),
    ("审批人", "{{ 报表.审批人 }}"),
    ("审批时间", "{{ 报表.审批时间 }}"),
    ("校验码", "{{ 报表.校验码 }}"),
)


class _Paper:
    def __init__(self, document: Document, size: Pt) -> None:
        self.document, self.size, self.chapter = document, size, 0
        section = document.sections[0]
        sides = (section.left_margin or 0) + (section.right_margin or 0)
        self.width = (section.page_width or 0) - sides

    def head(self, title: str) -> None:
        self.document.add_heading(f"{CHAPTERS[self.chapter]}、{title}", 1)
        self.chapter += 1

    def line(self, text: str) -> None:
        self.document.add_paragraph(text)

    def chart(self, name: str) -> None:
        self.document.add_paragraph(f"{{{{ 图.{name}.图 }}}}").alignment = WD_ALIGN_PARAGRAPH.CENTER

    def charts(self, names: Sequence[str]) -> None:
        """Two in a row."""
        table = self.document.add_table(rows=0, cols=2)
        for place in range(0, len(names), 2):
            for cell, name in zip(table.add_row().cells, names[place : place + 2], strict=False):
                cell.paragraphs[0].add_run(f"{{{{ 图.{name}.小图 }}}}")

    def table(
        self, head: Sequence[tuple[str, int]], rows: Sequence[str], cells: Sequence[str], right: set[int]
    ) -> Table:
        """`rows` are the tags before and after the row of `cells`."""
        blank = [""] * (len(head) - 1)
        lines = [[rows[0], *blank], list(cells), [rows[1], *blank]]
        total = sum(width for _, width in head)
        widths = [self.width * width // total for _, width in head]
        table = word.add_rows(self.document, [name for name, _ in head], lines, widths)  # type: ignore[arg-type]
        self._dress(table, right)
        return table

    def _dress(self, table: Table, right: set[int]) -> None:
        for cell in table.rows[0].cells:
            _shade(cell)
        for row in table.rows:
            for place, cell in enumerate(row.cells):
                paragraph = cell.paragraphs[0]
                for run in paragraph.runs:
                    run.font.size = self.size
                if place in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def built_in(sample: Entry) -> bytes:
    """The template for reports of the kind of `sample`, whose tables and charts it lays out."""
    document = word.new_document("", "")
    weekly = sample["kind"] == "WEEKLY"
    if weekly:
        _turn(document)
    paper = _Paper(document, TINY if weekly else SMALL)
    _begin(document)
    if weekly:
        _dispatch(paper, sample)
    else:
        _statistics(paper, sample)
    _end(paper)
    return word.as_bytes(document)


def _begin(document: Document) -> None:
    word.add_title(document, "{{ 报表.名称 }}")
    line = document.add_paragraph("{{ 报表.单位 }}　　编号 {{ 报表.编号 }}　　{{ 报表.状态 }}")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p if 报表.备注 %}")
    document.add_paragraph("{{ 报表.备注 }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{%p endif %}")


def _statistics(paper: _Paper, sample: Entry) -> None:
    paper.head("总体情况")
    for text in (OVERVIEW, NOTE):
        paper.document.add_paragraph(text).paragraph_format.first_line_indent = Pt(22)
    paper.head("主要指标")
    _figures(paper)
    charts = [each["title"].partition("（")[0] for each in sample["charts"]]
    for table in sample["tables"]:
        paper.head(table["title"])
        _frozen(paper, table)
        own = [name for name in charts if _belongs(name, table["title"])]
        if len(own) > 1:
            paper.charts(own)
        elif own:
            paper.chart(own[0])
    for title in LISTED:
        paper.head(f"{title}清单")
        _listed(paper, title)


def _belongs(chart: str, table: str) -> bool:
    return chart.startswith("各月") if table == "本年各月" else chart.startswith(table)


def _dispatch(paper: _Paper, sample: Entry) -> None:
    for table in sample["tables"]:
        paper.head(table["title"])
        if table["key"] == "projects":
            paper.chart(sample["charts"][0]["title"].partition("（")[0])
        _frozen(paper, table)
    paper.head("本期数字")
    _figures(paper)
    paper.line(NOTE)


def _end(paper: _Paper) -> None:
    paper.head("统计口径")
    paper.line("{%p for 行 in 指标 %}")
    paper.line("{{ 行.名称 }}：{{ 行.口径 }}")
    paper.line("{%p endfor %}")
    paper.head("编制与审批")
    word.add_pairs(paper.document, APPROVAL)


def _figures(paper: _Paper) -> None:
    right = {place for place, (name, _) in enumerate(FIGURES) if name in NUMBERS}
    cells = [f"{{{{ 行.{name} }}}}" for name in FIGURE_CELLS]
    paper.table(FIGURES, ("{%tr for 行 in 指标 %}", "{%tr endfor %}"), cells, right)


def _listed(paper: _Paper, title: str) -> None:
    right = {place for place, (name, _) in enumerate(RECORDS) if name in NUMBERS}
    cells = [f"{{{{ 行.{name} }}}}" for name in RECORD_CELLS]
    paper.line(f"{{%p if 数.{title}.明细 %}}")
    paper.table(RECORDS, (f"{{%tr for 行 in 数.{title}.明细 %}}", "{%tr endfor %}"), cells, right)
    paper.line("{%p else %}")
    paper.line("本期没有记录。")
    paper.line("{%p endif %}")


def _frozen(paper: _Paper, table: Entry) -> None:
    source = f"表.{table['title']}"
    head = [(head_text(column), column["width"]) for column in table["columns"]]
    right = {place for place, column in enumerate(table["columns"]) if column["form"] != "text"}
    cells = [f"{{{{ 行[{place}] }}}}" for place in range(len(head))]
    paper.line(f"{{%p if {source}.行 %}}")
    made = paper.table(head, (f"{{%tr for 行 in {source}.行 %}}", "{%tr endfor %}"), cells, right)
    if table["total"]:
        _add_total(paper, made, source, right)
    paper.line("{%p else %}")
    paper.line(f"{{{{ {source}.空 }}}}")
    paper.line("{%p endif %}")


def _add_total(paper: _Paper, table: Table, source: str, right: set[int]) -> None:
    """Framed by two more rows of tags."""
    count = len(table.columns)
    blank = [""] * (count - 1)
    totals = [f"{{{{ {source}.合计[{place}] }}}}" for place in range(count)]
    for texts in ([f"{{%tr if {source}.合计 %}}", *blank], totals, ["{%tr endif %}", *blank]):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            word.fill(cell, text, bold=True)
    paper._dress(table, right)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _turn(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
