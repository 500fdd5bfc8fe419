"""Words beside a number that say how it is meant: at least, at most, about."""

import re

AT_LEAST, AT_MOST, ABOUT, BOTH_WAYS, NOT_REACHED = "at least", "at most", "about", "both ways", "not reached"

_BEFORE = {
    NOT_REACHED: r"未达到?|没有?达到|没有?达|未能达到?|尚未达到?|达不到|不到|不能达到|无法达到",
    # Those that hold "not" stand before the word that they turn round.
    AT_MOST: r"≤|<=|=<|<|不得?(?:应|能|可)?(?:高于|超过|大于|多于|长于|超出)|(?:没有|未|不)(?:超过|高于|大于|超)"
    r"|小于(?:或)?等于|小于|低于|少于|短于|不足|最多|最高|最大|至多|控制在|less than|below|up to|at most|max\.?",
    AT_LEAST: r"≥|>=|=>|>|不得?(?:应|能|可)?(?:低于|少于|小于|短于|弱于|差于)|(?:没有|未)(?:低于|少于|小于)"
    r"|大于(?:或)?等于|大于|高于|超过|多于|长于|优于|至少|最少|最低|最小|突破|more than|over|above|at least|min\.?",
    ABOUT: r"大?约为?|近|将近|接近|大概|左右|~|≈|about|approx\.?",
    BOTH_WAYS: r"±|\+/-|\+-|正负",
}
_FILLER = r"(?:达到?|可达|为|是|到|至|:|=|了|约)?"
_BEFORE_RE = re.compile(
    "(?:" + "|".join(f"(?P<k{n}>{pattern})" for n, pattern in enumerate(_BEFORE.values())) + rf")\s?{_FILLER}\s?$",
    re.IGNORECASE,
)
_KINDS = tuple(_BEFORE)
_LOOK_BACK = 14
_AFTER = re.compile(
    r"\s?[(]?(?:(?P<least>(?:及|或|和)?以上|起步|\+(?!\d))|(?P<most>(?:及|或|和)?以下|以内|之内|内(?![部径外存容含置衬壁腔核销墙])|封顶)"
    r"|(?P<about>左右|上下|前后))[)]?"
)


def before(struck: str, at: int, floor: int = 0) -> tuple[frozenset[str], int]:
    """The words right before `at` that say how a number is meant (at most two of them), and where they begin."""
    kinds: set[str] = set()
    for _ in range(2):
        start = max(floor, at - _LOOK_BACK)
        found = _before(struck[start:at])
        if not found:
            break
        kinds.add(found[0])
        at = start + found[1]
    return frozenset(kinds), at


def _before(snippet: str) -> tuple[str, int] | None:
    # re.search finds the leftmost, which is the longest phrase that reaches to the number.
    found = _BEFORE_RE.search(snippet)
    if not found:
        return None
    name = found.lastgroup or "k0"
    return _KINDS[int(name[1:])], found.start()


def after(folded: str, at: int) -> tuple[str | None, int]:
    """以上, 以内, 左右 and their like right behind `at`, and where they end."""
    found = _AFTER.match(folded, at)
    if not found:
        return None, at
    kind = {"least": AT_LEAST, "most": AT_MOST, "about": ABOUT}[found.lastgroup or "about"]
    return kind, found.end()
