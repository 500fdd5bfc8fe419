"""A chart of Word's own in a document made from a template: no picture, and no font of the server's."""

from typing import Any
from xml.sax.saxutils import quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from matchmaker.reports import charts
from matchmaker.reports.charts import Points

CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WIDE, HALF, HEIGHT, ROW, FRAME = Cm(16), Cm(7.8), Cm(5.4), Cm(0.65), Cm(1.6)
FIRST_ID = 1000
# XlsxWriter leaves out what is not shown; LibreOffice takes that for shown.
LABELS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


class NativeChart:
    """Put where `{{ … }}` stands, it adds its part to the document and draws itself there, as wide as the text or
    half as wide."""

    def __init__(self, template: Any, title: str, form: str, points: Points, width: int = WIDE) -> None:
        self.template, self.title, self.form, self.points, self.width = template, title, form, points, width

    def __html__(self) -> str:
        document = self.template.current_rendering_part
        place = 1 + sum(1 for part in document.package.iter_parts() if part.content_type == CHART)
        relation = document.relate_to(self._part(document.package, place), RELATIONSHIP_TYPE.CHART)
        frame = _frame(relation, place, self.title, self.width, self._height())
        return f'</w:t></w:r><w:r>{frame}</w:r><w:r><w:t xml:space="preserve">'

    def _height(self) -> int:
        return int(HEIGHT if self.form == "column" else FRAME + ROW * len(self.points))

    def _part(self, package: Any, place: int) -> Part:
        data = charts.workbook(self.title, self.points)
        book = Part(PackURI(f"/word/embeddings/chart{place}.xlsx"), EXCEL, data, package)
        chart = Part(PackURI(f"/word/charts/chart{place}.xml"), CHART, b"", package)
        relation = chart.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        chart._blob = _with_data(charts.drawing(self.title, self.form, self.points), relation)
        return chart


def _with_data(drawing: bytes, relation: str) -> bytes:
    """The print settings of a sheet make room for the address of the data; labels show the value and nothing else."""
    space = parse_xml(drawing)
    for labels in space.iter(f"{{{SPACE}}}dLbls"):
        for shown in labels.findall(f"{{{SPACE}}}showVal"):
            labels.remove(shown)
        for name in LABELS:
            etree.SubElement(labels, f"{{{SPACE}}}{name}", {"val": str(int(name == "showVal"))})
    for settings in space.findall(f"{{{SPACE}}}printSettings"):
        space.remove(settings)
    data = etree.SubElement(space, f"{{{SPACE}}}externalData", {qn("r:id"): relation})
    etree.SubElement(data, f"{{{SPACE}}}autoUpdate", {"val": "0"})
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _frame(relation: str, place: int, title: str, width: int, height: int) -> str:
    return (
        f'<w:drawing xmlns:wp="{DRAWING}" xmlns:a="{MAIN}" xmlns:r="{RELATIONS}">'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{int(width)}" cy="{height}"/>'
        f'<wp:docPr id="{FIRST_ID + place}" name="chart{place}" descr={quoteattr(title)}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{SPACE}"><c:chart xmlns:c="{SPACE}" r:id="{relation}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
