"""Reading a page as a person does: the figures with their links, the lines of a list."""

import re
from html import unescape

STAT = re.compile(r'<a href="([^"]+)">\s*<span class="stat-label">([^<]+)</span>\s*<span class="stat-value">([^<]+)')
TOTAL = re.compile(r'class="count">.*?<b>([\d,]+)</b>', re.S)
ROW = re.compile(r"<tr>\s*(.*?)</tr>", re.S)
CELL = re.compile(r'<a href="([^"]+)">([^<]+)</a>')
BAR = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th>.*?<td class="n num">([\d.,]+)', re.S)


def figures(html: str) -> list[tuple[str, str, str]]:
    """(label, value, link) of every figure that is a link."""
    return [(label, value, unescape(url)) for url, label, value in STAT.findall(html)]


def total(html: str) -> int:
    """The number of records that a list says it has."""
    found = TOTAL.search(html)
    assert found, "the list does not say how many records it has"
    return int(found[1].replace(",", ""))


def month_rows(html: str) -> list[list[tuple[str, str]]]:
    """The (link, value) pairs of every month of the table."""
    table = html.partition('<table class="data')[2].partition("</table>")[0]
    return [[(unescape(url), value) for url, value in CELL.findall(row)] for row in ROW.findall(table)[1:]]


def bars(html: str) -> list[tuple[str, str, str]]:
    return [(label, value, unescape(url)) for url, label, value in BAR.findall(html)]


def waiting(html: str) -> list[str]:
    """The titles of the lines that wait, in their order."""
    return re.findall(r'<div class="wait-top"><a href="[^"]+">([^<]+)</a>', html)
