"""The canonical form is the same whoever writes it down, and its digest changes with every sign of it."""

import json
from dataclasses import asdict, replace

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.sealing.contents import (
    BidContent,
    BudgetLine,
    FileEntry,
    Member,
    Response,
    Step,
    canonical,
    content_of,
    digest,
)

CONTENT = BidContent(
    approach="多光谱成像\n“第二行”与 \\ 反斜杠",
    responses=(Response(7, "0.08 mm", "检测报告"),),
    team=(Member("周景明", "教授", "沂州理工学院", "总体"),),
    schedule=(Step("样机", "2027-03-01", 100, ""),),
    budget_lines=(BudgetLine("设备费", "118.00", ""),),
    files=(FileEntry("a" * 48, "报告.pdf", "application/pdf", 1024, "0" * 64),),
)


def test_the_canonical_form_is_that_of_rfc_8785():
    text = canonical(CONTENT).decode()
    assert text.startswith('{"approach":"多光谱成像\\n“第二行”与 \\\\ 反斜杠","basis":"",')
    assert ", " not in text and '": ' not in text
    assert list(json.loads(text)) == sorted(asdict(CONTENT))


def test_what_was_written_is_read_again():
    assert content_of(json.loads(canonical(CONTENT))) == CONTENT


def test_a_document_of_another_version_is_read_as_far_as_it_is_known():
    older = {"approach": "工艺路线", "colour": "green", "team": [{"name": "周景明", "age": 51}]}
    assert content_of(older) == BidContent(approach="工艺路线", team=(Member("周景明"),))


@given(st.text(min_size=1), st.text())
def test_another_text_has_another_digest(more: str, text: str):
    before = replace(CONTENT, basis=text)
    assert digest(replace(before, basis=text + more)) != digest(before)


def test_the_digest_does_not_depend_on_the_order_in_which_a_document_is_written():
    document = json.loads(canonical(CONTENT))
    turned = dict(reversed(document.items()))
    assert digest(content_of(turned)) == digest(CONTENT)
