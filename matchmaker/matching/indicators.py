"""Whether a stretch of text names the indicator that a demand is about."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate

import rjieba

from . import folding
from .quantities import Quantity, find_quantities
from .quantity_text import fold
from .vocabulary import Vocabulary

# Below this a label is not taken to name the indicator.
NAMED = 0.6
# A label that has this share of the indicator need not explain the rest.
_NEARLY_ALL = 0.7
# Longer words are found inside others only where they are meant.
_LONG_WORD = 3

_MAX_LABEL = 60
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_UP = "提高|提升|增加|增长|上升|升高|增大|增幅|涨幅|增长率|提升率|提高率|增产率|增产|增收|增|升"
_DOWN = "降低|下降|减少|缩短|减小|减轻|节约|节省|降幅|降低率|下降率|减少率|节能|节水|节药|节肥|降|减|省"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度|比例|率|量)?(?:了|约|近|达|可达?|至少|高?达|最多|最高|超过?|将近)*$"
)
# Words that say nothing of what is measured.
_FILLERS = re.compile(
    "原来|原先|以前|可以|能够|能|可达到?|达到|达至?|实现|保持在?|维持在?|控制在?|控制|稳定在?|稳定|实测值?|实际|平均值?|最高|最低|最大|最小|最短|最长|一般|通常|均|都|仅|只需?|约|近"
    "|为|是|在|由|从|到|至|了|的|已|将|也|则|其|该|本|不|低于|高于|超过|收|有|等|大约|左右|以上|以下|降低|提高|提升|下降|降|升|高|小于|大于|需|用|约为|测得|分别|依次|基本|最终|目前|已经|其中|仍|又|还|折合|相当于|合计|每|单|套"
)
# What a label may leave out: 抗拉262 MPa is the 抗拉强度.
_HEADS = frozenset(
    {"强度", "率", "量", "度", "值", "时间", "系数", "寿命", "含量", "浓度", "速度", "成本", "效率"}
    | {"性", "性能", "能力", "温度", "周期", "次数", "耗时", "费用", "产量", "范围"}
)
# None of these inside a word: 响应时间, 在线, 使用, 下限, 对称 …
_BREAKS = re.compile(
    r"的|(?<![存内现])在(?!线|位|役)|使(?!用)|(?<![及实定瞬小临即])时(?!间|长|效|延|段|速|空|变)|(?<![前先断滞])后(?!端|轮|处|整|道|桥|期)|将|(?<!一)把(?!手)"
    r"|(?<!合)并(?!联|网|行|发|列)|且|让|令|(?<![相绝针配])对(?!位|比|称|映|数|中|焦|接|流|齿)|(?<!可)以(?!上|下|内|外)|(?<!相)当(?!量|期|年|归)|经(?!济|纬|营)"
    r"|(?<![上以])下(?!限|降|游|垂|料|线|沉|层|颌)|就(?!地|业)"
)
# These in front make it another indicator, often the opposite one.
_OPPOSITE = ("不", "非", "未")
# These say how or of which kind it is measured, not of what.
_ATTRIBUTES = ("额定", "发明", "抗拉", "适用", "最大", "最小")
_TRAILERS = ("时间", "浓度", "范围")
_NOT_WORDS = re.compile(r"[\W_]+")
_BETWEEN_LATIN = re.compile(r"(?<=[a-z0-9])[\W_]+(?=[a-z0-9])")
_AFTERTHOUGHT = re.compile(r"(?:比|较|与|按|为原|是原|仅为|相当于).*|范围|数值|指标|水平|数据|[a-z0-9 ]+")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator made ready for comparing.

    whole: all of it; core: without brackets, conditions and words of change; conditions: the quantities in it;
    change: 1 when it is about a rise, -1 about a fall, else 0.
    """

    whole: str
    core: str
    conditions: tuple[Quantity, ...]
    change: int

    @classmethod
    def of(cls, text: str, vocabulary: Vocabulary = Vocabulary.EMPTY) -> "Indicator":
        conditions = tuple(find_quantities(text))
        bare = _without(fold(text), conditions)
        change, bare = split_change(_IN_BRACKETS.sub("", bare).strip() or bare)
        core = plain(bare, vocabulary) or plain(text, vocabulary)
        return cls(plain(text, vocabulary), core, conditions, change)


def plain(text: str, vocabulary: Vocabulary = Vocabulary.EMPTY) -> str:
    """Letters and digits only, in the form in which they are compared; terms as the first of their group.

    Blanks are kept between Latin letters and digits, so that Cu-Al does not become one word.
    """
    lowered = _folded(text)
    if len(vocabulary):
        lowered = "".join(piece.word for piece in vocabulary.pieces(vocabulary.tokens(lowered)))
    parts = (_NOT_WORDS.sub("", part) for part in _BETWEEN_LATIN.split(lowered))
    return " ".join(part for part in parts if part)


def split_change(text: str) -> tuple[int, str]:
    """1 for a text that ends with a rise (产量提高), -1 with a fall, else 0; and the text before that."""
    found = _CHANGE.search(text)
    if not found:
        return 0, text
    return (1 if found["up"] else -1), text[: found.start()]


def strength(indicator: Indicator, label: str, around: str, everywhere: str) -> float:
    """How surely the label names the indicator, 0 to 1. All texts are plain: around is the sentence that the label
    stands in, everywhere the whole document.

    1 is equality; .9 and more holds it; from NAMED on one of both only says more than the other, and what the label
    leaves out stands nearby. Where each says something that the other does not (抗拉强度, 屈服强度) it is 0.
    """
    core = indicator.core
    if not core or not label:
        return 0.0
    if label in (indicator.whole, core):
        return 1.0
    if core in label:
        return _holding(core, label)
    share, lacking = _shared(core, label)
    if not share:
        return 0.0
    if all(part in around for part in lacking):
        return NAMED + 0.3 * share
    if share >= NAMED and all(part in everywhere for part in lacking):
        return NAMED + 0.2 * share
    return NAMED if share >= _NEARLY_ALL else 0.0


def names(core: str, text: str) -> bool:
    """Whether a plain text holds the indicator as a word of its own: 收率 is not in 回收率, Al not in AlSi10."""
    at = text.find(core)
    return at >= 0 and not text[:at].endswith(_OPPOSITE) and _stands_alone(core, text)


@lru_cache(maxsize=4096)
def _holding(core: str, label: str) -> float:
    """How surely a label that holds the core is about it: 终含水率极差 is not about 含水率."""
    at = label.rindex(core)
    behind = _content(_AFTERTHOUGHT.sub("", label[at + len(core) :]))
    if label[:at].endswith(_OPPOSITE) or (len(behind) > 1 and behind not in _TRAILERS):
        return 0.0
    if not _stands_alone(core, label):
        return 0.0
    return 0.97 if label.endswith(core) else 0.92


def _stands_alone(core: str, text: str) -> bool:
    if core.isascii():
        return bool(re.search(rf"(?<![a-z0-9]){re.escape(core)}(?![a-z0-9])", text))
    if len(core) > _LONG_WORD or text[: text.find(core)].endswith(_ATTRIBUTES):
        return True
    starts = accumulate((len(token) for token in rjieba.cut(text)), initial=0)
    return any(text.startswith(core, start) for start in starts)


def common_parts(text: str, other: str) -> list[tuple[int, int]]:
    """(start, end) in `text` of the runs of two and more letters that both have, in order."""
    blocks = SequenceMatcher(None, _folded(text), _folded(other), autojunk=False).get_matching_blocks()
    return [(b.a, b.a + b.size) for b in blocks if b.size > 1 and text[b.a : b.a + b.size].isalpha()]


def holds_words(text: str) -> bool:
    """Whether a label says anything of what is measured."""
    return bool(_content(plain(text)))


def last_part(label: str) -> str:
    """The label without what leads up to it: 改造后终含水率 → 终含水率."""
    parts = [part for part in _BREAKS.split(label[-_MAX_LABEL:]) if _content(part)]
    return parts[-1] if parts else label[-_MAX_LABEL:]


@lru_cache(maxsize=4096)
def _shared(core: str, label: str) -> tuple[float, tuple[str, ...]]:
    """The share of the core that a label which does not hold it has, and what it lacks; 0 when they differ."""
    blocks = [b for b in SequenceMatcher(None, core, label, autojunk=False).get_matching_blocks() if b.size > 1]
    if not blocks:
        return 0.0, ()
    own_rest = _rest(core, [(b.a, b.a + b.size) for b in blocks])
    other_rest = _rest(label, [(b.b, b.b + b.size) for b in blocks])
    lacking = tuple(part for part in own_rest if part not in _HEADS)
    last = blocks[-1]
    behind = core[last.a + last.size :] and _content(label[last.b + last.size :])
    if any(part.endswith(_OPPOSITE) for part in (*own_rest, *other_rest)):
        return 0.0, ()
    if behind or (lacking and any(map(_content, other_rest))):
        return 0.0, ()
    return sum(block.size for block in blocks) / len(core), lacking


def _rest(text: str, taken: list[tuple[int, int]]) -> list[str]:
    parts, at = [], 0
    for start, end in [*taken, (len(text), len(text))]:
        if start > at:
            parts.append(text[at:start])
        at = end
    return parts


def _folded(text: str) -> str:
    """One character for one; İ has no lower case of one character."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in folding.fold(fold(text)))


def _content(text: str) -> str:
    return _FILLERS.sub("", text)


def _without(text: str, quantities: tuple[Quantity, ...]) -> str:
    for quantity in reversed(quantities):
        text = text[: quantity.start] + text[quantity.end :]
    return text
