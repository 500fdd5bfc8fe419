"""What is said too vaguely, too grandly or too narrowly, and what does not belong into a text."""

from collections.abc import Iterable, Iterator

from matchmaker.coach import patterns
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.texts import plain
from matchmaker.coach.word_lists import CLAIMS, VAGUE, Hit
from matchmaker.messages import N_


def vague(field: str, text: str, *, with_proof: bool = False) -> Iterator[Advice]:
    """Words that no number in the same sentence makes clear, each once a field; 不耐磨 tells of today's trouble.
    `with_proof`: a proof makes them clear too."""
    shown = plain(text)
    for hit in _once(VAGUE.find(shown)):
        told = _sentence(shown, hit)
        denied = patterns.DENIED.search(shown[max(0, hit.start - 3) : hit.start])
        if not denied and not patterns.NUMBER.search(told) and not (with_proof and patterns.PROOF.search(told)):
            message = Phrase(N_("“%(word)s”各人理解不同，对方不好判断能不能做到。"), {"word": hit.word})
            yield _at(hit, "vague", field, message)


def claims(field: str, text: str) -> Iterator[Advice]:
    """Words of advertising without a number or a proof in the same sentence."""
    shown = plain(text)
    for hit in _once(CLAIMS.find(shown)):
        told = _sentence(shown, hit)
        if not patterns.NUMBER.search(told) and not patterns.PROOF.search(told):
            message = Phrase(N_("“%(word)s”最好有依据，企业更看重可以核对的数据。"), {"word": hit.word})
            yield _at(hit, "claim", field, message)


def contacts(fields: Iterable[tuple[str, str]]) -> Iterator[Advice]:
    """Telephone numbers, addresses and names within a text."""
    for field, text in fields:
        shown = plain(text)
        found = patterns.PHONE.search(shown) or patterns.MAIL.search(shown) or patterns.PERSON.search(shown)
        if found:
            yield Advice(
                "contact",
                field,
                Severity.IMPROVE,
                Phrase(N_("正文里写了联系方式，公开后谁都能看到。")),
                Phrase(N_("请移到下方的联系人一栏，双方都同意对接后平台才会显示。")),
                found.span(),
            )


def without_overlaps(advice: Iterable[Advice], taken: Iterable[Advice]) -> Iterator[Advice]:
    """The advice whose words nothing in `taken` already speaks of."""
    spans = [(each.field, each.span) for each in taken if each.span]
    for each in advice:
        if not any(field == each.field and _touch(span, each.span) for field, span in spans):
            yield each


def _touch(one: tuple[int, int], other: tuple[int, int] | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def _once(hits: Iterable[Hit]) -> list[Hit]:
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.suggestion, hit)
    return list(first.values())


def _at(hit: Hit, code: str, field: str, message: Phrase) -> Advice:
    return Advice(code, field, Severity.IMPROVE, message, Phrase(hit.suggestion), (hit.start, hit.end))


def _sentence(text: str, hit: Hit) -> str:
    """The sentence around a word."""
    start = max(text.rfind(sign, 0, hit.start) for sign in patterns.ENDS) + 1
    end = min((place for sign in patterns.ENDS if (place := text.find(sign, hit.end)) >= 0), default=len(text))
    return text[start:end]
