"""Plain text in, plain text out: cleaning, sentences, and the document that is matched."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from .folding import fold

MAX_CLEAN_CHARS = 20_000
MAX_ENCODED_CHARS = 2_000
LEAD_CHARS = 96
MAX_SENTENCE_CHARS = 120
MAX_BODY_SENTENCES = 24
MAX_ROW_SENTENCES = 16

TITLE, BODY, ROW = "title", "body", "row"

_DROPPED_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn"}
_CONTROL_BLANKS = re.compile(r"[\t\v\f\r\x1c-\x1f\x85]")
_SENTENCE_END = re.compile(r"(?<=[。！？!?；;…])[”’」』）)\]】]*|(?<=[^\d\W]\.)(?=\s)|\n+")
_CLAUSE_END = re.compile(r"(?<=[，,、：:])")


@dataclass(frozen=True, slots=True)
class Document:
    """What is matched of a need or an achievement; rows are one indicator or parameter each."""

    title: str
    body: str = ""
    rows: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Title, body and rows as one text, cleaned."""
        parts = (clean(part).strip() for part in (self.title, self.body, *self.rows))
        return "。".join(part for part in parts if part)

    @property
    def has_body(self) -> bool:
        return has_words(self.body) or any(has_words(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in the document: place is title, body or row; number counts from 0 within it."""

    text: str
    place: str
    number: int = 0


def clean(text: str) -> str:
    """The text without control, invisible and unpaired surrogate characters; line breaks stay, tabs become blanks."""
    spaced = _CONTROL_BLANKS.sub(" ", text[:MAX_CLEAN_CHARS])
    return "".join(c for c in spaced if c == "\n" or unicodedata.category(c) not in _DROPPED_CATEGORIES)


def normalise(text: str) -> str:
    """The form that is compared and encoded: tidy, and in simplified characters."""
    return fold(tidy(text))


def tidy(text: str) -> str:
    """NFKC, cleaned, blanks collapsed, at most MAX_ENCODED_CHARS."""
    # One character may become 18 under NFKC, so the length is cut before it as well as after.
    short = clean(text[: 2 * MAX_ENCODED_CHARS])
    return " ".join(unicodedata.normalize("NFKC", short).split())[:MAX_ENCODED_CHARS].rstrip()


def lead(document: Document) -> str:
    """Title and beginning of the text, normalised: what a cross-encoder reads of a document."""
    return normalise(document.text[: 2 * LEAD_CHARS])[:LEAD_CHARS]


def has_words(text: str) -> bool:
    """Whether anything but punctuation, symbols and blanks is in the text."""
    return any(c.isalnum() for c in clean(text))


def split_sentences(text: str) -> list[str]:
    """Sentences in order, none longer than MAX_SENTENCE_CHARS, without repetitions and wordless scraps."""
    pieces = (piece.strip() for part in _SENTENCE_END.split(clean(text)) for piece in _cut_long(part.strip()))
    return list(dict.fromkeys(piece for piece in pieces if has_words(piece)))


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The title (always first, even when empty), then sentences of the body, then rows."""
    title = clean(document.title).replace("\n", " ").strip()
    body = split_sentences(document.body)[:MAX_BODY_SENTENCES]
    rows = [(number, row) for number, row in enumerate(document.rows) if has_words(row)][:MAX_ROW_SENTENCES]
    return (
        Sentence(title, TITLE),
        *(Sentence(text, BODY, number) for number, text in enumerate(body)),
        *(Sentence(clean(row).strip()[:MAX_SENTENCE_CHARS], ROW, number) for number, row in rows),
    )


def text_hash(document: Document) -> str:
    """SHA-256 (hex) of all that the vectors of the document depend on."""
    digest = hashlib.sha256()
    for part in (document.title, document.body, *document.rows):
        digest.update(fold(clean(part)).encode("utf-8") + b"\x00")
    return digest.hexdigest()


def _cut_long(sentence: str) -> list[str]:
    if len(sentence) <= MAX_SENTENCE_CHARS:
        return [sentence]
    pieces = [""]
    for clause in _CLAUSE_END.split(sentence):
        if pieces[-1] and len(pieces[-1]) + len(clause) > MAX_SENTENCE_CHARS:
            pieces.append("")
        pieces[-1] += clause
    return [piece[i : i + MAX_SENTENCE_CHARS] for piece in pieces for i in range(0, len(piece), MAX_SENTENCE_CHARS)]
