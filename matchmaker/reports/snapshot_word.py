"""A report as a Word document, from the bureau's template or the built-in one."""

from io import BytesIO
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml.etree import LxmlError

from matchmaker.reports.charts import Points
from matchmaker.reports.snapshot_text import Approval, Entry
from matchmaker.reports.snapshot_words import values
from matchmaker.reports.template_env import TemplateEnvironment, reading
from matchmaker.reports.word_chart import HALF, WIDE, NativeChart


class NotATemplate(Exception):
    """The file cannot be opened as a Word document, or is none any more once it is filled."""


def write(content: Entry, approval: Approval, template: bytes) -> bytes:
    """The .docx file. Raises UnknownPlaceholder, BadTag (template_env), NotATemplate."""
    try:
        return _filled(content, approval, template)
    except TemplateError as error:
        raise reading(error) from error
    except (OpcError, LxmlError, BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise NotATemplate() from error


def _filled(content: Entry, approval: Approval, template: bytes) -> bytes:
    paper = DocxTemplate(BytesIO(template))
    paper.render_init()

    def draw(title: str, form: str, points: Points, half: bool) -> NativeChart:
        return NativeChart(paper, title, form, points, HALF if half else WIDE)

    given = values(content, approval, draw)
    paper.render(given, TemplateEnvironment(), autoescape=True)
    properties = paper.docx.core_properties
    properties.title, properties.author = content["title"], content["publisher"]
    buffer = BytesIO()
    paper.save(buffer)
    return buffer.getvalue()
