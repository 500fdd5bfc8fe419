"""A brand, a finished product or a single route where a function would let more people answer."""

from collections.abc import Iterator

from matchmaker.coach import patterns
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.texts import plain
from matchmaker.coach.word_lists import BRANDS
from matchmaker.messages import N_

# What stands this near before or behind a name tells whether it is what the firm has.
NEAR = 12


def advice(field: str, text: str) -> Iterator[Advice]:
    shown = plain(text)
    yield from _brands(field, shown)
    yield from _purchase(field, shown)
    yield from _only_route(field, shown)


def _brands(field: str, text: str) -> Iterator[Advice]:
    """The first brand or model that is asked for, not one that is told of as present."""
    for hit in BRANDS.find(text):
        if not _is_told(text, hit.start, hit.end):
            yield _brand(field, hit.word, (hit.start, hit.end), hit.suggestion)
            return
    for match in (patterns.BRAND_SAID.search(text), patterns.MODEL.search(text)):
        if match and not _is_told(text, *match.span()):
            yield _brand(field, match[0], match.span(), N_("写成功能和指标：要它做什么、做到多少、和什么相接。"))
            return


def _brand(field: str, word: str, span: tuple[int, int], suggestion: str) -> Advice:
    message = Phrase(N_("点名“%(word)s”后，能用别的办法做到的团队可能不来应答。"), {"word": word})
    return Advice("brand", field, Severity.IMPROVE, message, Phrase(suggestion), span)


def _purchase(field: str, text: str) -> Iterator[Advice]:
    for match in patterns.BUYING.finditer(text):
        if not patterns.BOUGHT.search(text[max(0, match.start() - NEAR) : match.start()]):
            yield Advice(
                "product",
                field,
                Severity.IMPROVE,
                Phrase(N_("“%(words)s”像是采购成品，研究人员可能以为只要报价。"), {"words": match[0]}),
                Phrase(N_("写成要实现的功能：处理什么、每小时多少、达到什么效果；确实只要现成设备的，可以走采购。")),
                match.span(),
            )
            return


def _only_route(field: str, text: str) -> Iterator[Advice]:
    for match in patterns.ONLY_ROUTE.finditer(text):
        if not patterns.CONDITION.search(match["route"]):
            yield Advice(
                "only-route",
                field,
                Severity.IMPROVE,
                Phrase(N_("“%(words)s”只留了一条技术路线。"), {"words": match[0]}),
                Phrase(N_("如果是为了满足某个条件（成本、卫生、现有产线），直接写出这个条件，别的路线也可能做到。")),
                match.span(),
            )
            return


def _is_told(text: str, start: int, end: int) -> bool:
    return patterns.TOLD.search(text[max(0, start - NEAR) : end + NEAR]) is not None
