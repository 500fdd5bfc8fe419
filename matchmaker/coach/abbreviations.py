"""An abbreviation in a title that nothing explains."""

import re
from collections.abc import Iterator
from pathlib import Path

from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.texts import plain
from matchmaker.messages import N_

_KNOWN = frozenset(Path(__file__).with_name("known_abbreviations.txt").read_text(encoding="utf-8").split())
_ABBREVIATION = re.compile(r"(?<![A-Za-z0-9-])[A-Z]{2,7}(?![A-Za-z0-9-])")
AROUND = 30


def advice(title: str, abstract: str) -> Iterator[Advice]:
    shown, body = plain(title), plain(abstract)
    for match in _ABBREVIATION.finditer(shown):
        if match[0] not in _KNOWN and not _is_explained(match[0], shown) and not _is_explained(match[0], body):
            yield Advice(
                "abbreviation",
                "title",
                Severity.IMPROVE,
                Phrase(N_("缩写“%(word)s”没有写全称，外行业的企业可能搜不到。"), {"word": match[0]}),
                Phrase(N_("在名称或简介里第一次出现时写上中文全称，例如“膜生物反应器（MBR）”。")),
                match.span(),
            )
            return


def _is_explained(word: str, text: str) -> bool:
    """Within brackets behind its full name, or with the full name in brackets behind it."""
    escaped = re.escape(word)
    return (
        re.search(rf"[(（][^()（）]{{0,{AROUND}}}{escaped}[^()（）]{{0,{AROUND}}}[)）]|{escaped}\s?[(（]", text)
        is not None
    )
