"""Whether a stretch of text names the indicator that a demand is about."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from . import folding
from .quantities import Quantity, find_quantities
from .quantity_text import fold
from .vocabulary import Vocabulary

# Below this a label is not taken to name the indicator.
NAMED = 0.6

_MAX_LABEL = 60
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_UP = "提高|提升|增加|增长|上升|升高|增大|增幅|涨幅|增长率|提升率|提高率|增产率|增产|增收|增|升"
_DOWN = "降低|下降|减少|缩短|减小|减轻|节约|节省|降幅|降低率|下降率|减少率|节能|节水|节药|节肥|降|减|省"
_CHANGE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:幅度|比例|率|量)?(?:了|约|近|达|可达?|至少|高?达|最多|最高|超过?|将近)*$"
)
# Words that say nothing of what is measured.
_FILLERS = re.compile(
    "可以|能够|能|可达到?|达到|达至?|实现|保持在?|维持在?|控制在?|控制|稳定在?|稳定|实测值?|实际|平均值?|最高|最低|最大|最小|最短|最长|一般|通常|均|都|仅|只需?|约|近"
    "|为|是|在|由|从|到|至|了|的|已|将|也|则|其|该|本|不|低于|高于|超过|收|有|等|大约|左右|以上|以下|降低|提高|提升|下降|降|升|高|小于|大于|需|用|约为|测得|折合|相当于|合计|每|单|套"
)
# What a label may leave out: 抗拉262 MPa is the 抗拉强度.
_HEADS = frozenset(
    {"强度", "率", "量", "度", "值", "时间", "系数", "寿命", "含量", "浓度", "速度", "成本", "效率"}
    | {"性", "性能", "能力", "温度", "周期", "次数"}
)
# None of these inside a word: 响应时间, 在线, 使用, 下限, 对称 …
_BREAKS = re.compile(
    r"的|(?<![存内现])在(?!线|位|役)|使(?!用)|(?<![及实定瞬小临即])时(?!间|长|效|延|段|速|空|变)|(?<![前先断滞])后(?!端|轮|处|整|道|桥|期)|将|(?<!一)把(?!手)"
    r"|(?<!合)并(?!联|网|行|发|列)|且|让|令|(?<![相绝针配])对(?!位|比|称|映|数|中|焦|接|流|齿)|(?<!可)以(?!上|下|内|外)|(?<!相)当(?!量|期|年|归)|经(?!济|纬|营)"
    r"|(?<![上以])下(?!限|降|游|垂|料|线|沉|层|颌)|就(?!地|业)"
)
_NOT_WORDS = re.compile(r"[\W_]+")


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
    """Letters and digits only, in the form in which they are compared; terms as the first of their group."""
    lowered = _folded(text)
    if len(vocabulary):
        lowered = "".join(piece.word for piece in vocabulary.pieces(vocabulary.tokens(lowered)))
    return _NOT_WORDS.sub("", lowered)


def split_change(text: str) -> tuple[int, str]:
    """1 for a text that ends with a rise (产量提高), -1 with a fall, else 0; and the text before that."""
    found = _CHANGE.search(text)
    if not found:
        return 0, text
    return (1 if found["up"] else -1), text[: found.start()]


def strength(indicator: Indicator, label: str, around: str) -> float:
    """How surely the label (plain) names the indicator, 0 to 1; around (plain) is the sentence that it stands in.

    1 is equality; .9 and more contains it; from NAMED on one of both only says more than the other. Where each says
    something that the other does not (抗拉强度, 屈服强度) it is 0.
    """
    core = indicator.core
    if not core or not label:
        return 0.0
    if label in (indicator.whole, core):
        return 1.0
    if core in label:
        return 0.97 if label.endswith(core) else 0.92
    return _partly(core, label, around) if len(label) > 1 else 0.0


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
def _partly(core: str, label: str, around: str) -> float:
    blocks = [b for b in SequenceMatcher(None, core, label, autojunk=False).get_matching_blocks() if b.size > 1]
    matched = sum(block.size for block in blocks)
    if not matched:
        return 0.0
    own_rest = _rest(core, [(b.a, b.a + b.size) for b in blocks])
    other_rest = _rest(label, [(b.b, b.b + b.size) for b in blocks])
    share = matched / len(core)
    lacking = [part for part in own_rest if part not in _HEADS]
    last = blocks[-1]
    behind = core[last.a + last.size :] and _content(label[last.b + last.size :])
    if behind or (lacking and any(map(_content, other_rest))):
        return 0.0
    if all(part in around for part in lacking):
        return NAMED + 0.3 * share
    return NAMED + 0.2 * share if share >= NAMED else 0.0


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
