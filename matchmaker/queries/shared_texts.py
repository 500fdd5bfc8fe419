"""The texts of a need and an achievement side by side, the terms that both use marked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matchmaker.matching import EncoderUnavailable, Vocabulary
from matchmaker.matching.text import split_sentences
from matchmaker.matching.words import marks, shared_terms
from matchmaker.messages import N_
from matchmaker.search import replica
from matchmaker.search.documents import document
from models import Achievement, Need

SHOWN_TERMS = 12

Segments = list[tuple[str, str]]


@dataclass(frozen=True)
class Passage:
    """One field of an item under its heading (a message id). `segments`: (text, kind), kind is word or ''."""

    heading: str
    segments: Segments

    @property
    def length(self) -> int:
        return sum(len(text) for text, _kind in self.segments)


@dataclass(frozen=True)
class SharedTexts:
    """`terms` as readers read them, the most telling first; passages of both items, empty fields left out."""

    terms: list[str]
    need: list[Passage]
    achievement: list[Passage]


def shared_texts(need: Need, achievement: Achievement) -> SharedTexts:
    rarity, vocabulary = _knowledge()
    terms = shared_terms(document(need).text, document(achievement).text, rarity, vocabulary, SHOWN_TERMS)
    words = frozenset(term.word for term in terms)
    return SharedTexts(
        [str(term) for term in terms],
        _passages(_need_fields(need), words, vocabulary),
        _passages(_achievement_fields(achievement), words, vocabulary),
    )


def located(achievement: Achievement, sentence: str) -> tuple[str, int]:
    """The field (a message id) in which a sentence of the body stands, and its number there from 1; ('', 0) if none."""
    for heading, text in _achievement_fields(achievement):
        found = split_sentences(text)
        if sentence in found:
            return heading, found.index(sentence) + 1
    return "", 0


def cut(text: str, spans: Iterable[tuple[int, int, str]]) -> Segments:
    """The text in (piece, kind) pieces, kind '' between the (start, end, kind) spans; of spans that overlap the one
    given first counts."""
    kinds = [""] * len(text)
    for start, end, kind in spans:
        if not any(kinds[start:end]):
            kinds[start:end] = [kind] * (end - start)
    bounds = [at for at in range(1, len(text)) if kinds[at] != kinds[at - 1]]
    edges = zip([0, *bounds], [*bounds, len(text)], strict=True)
    return [(text[start:end], kinds[start]) for start, end in edges if end > start]


def _knowledge() -> tuple[Callable[[str], float], Vocabulary]:
    """How rare a word is, and which words mean the same; without the model long words count as rare."""
    try:
        lexicon = replica.current().lexicon
    except EncoderUnavailable:
        return len, Vocabulary.EMPTY
    return lexicon.idf, lexicon.vocabulary


def _passages(fields: Iterable[tuple[str, str]], words: frozenset[str], vocabulary: Vocabulary) -> list[Passage]:
    filled = [(heading, text.strip()) for heading, text in fields if text.strip()]
    return [Passage(heading, _marked(text, words, vocabulary)) for heading, text in filled]


def _marked(text: str, words: frozenset[str], vocabulary: Vocabulary) -> Segments:
    return cut(text, [(start, end, "word") for start, end in marks(text, words, vocabulary)])


def _need_fields(need: Need) -> list[tuple[str, str]]:
    return [
        (N_("需解决的技术问题"), need.problem),
        (N_("背景与现状"), need.background),
        (N_("应用场景"), need.scenario),
        (N_("现有工作基础"), need.current_basis),
    ]


def _achievement_fields(achievement: Achievement) -> list[tuple[str, str]]:
    parameters = (f"{row.indicator}：{row.value} {row.unit}".rstrip() for row in achievement.parameters)
    return [
        (N_("成果简介"), achievement.abstract),
        (N_("技术优势"), achievement.advantages),
        (N_("性能参数"), "\n".join(parameters)),
        (N_("关键词"), "、".join(achievement.keywords)),
        (N_("应用场景"), achievement.scenes),
        (N_("应用案例"), achievement.cases),
    ]
