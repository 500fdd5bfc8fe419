"""Traditional characters as simplified ones, for comparing only: what people wrote is shown as they wrote it."""

from functools import cache

from opencc import OpenCC

# CJK Unified Ideographs with extension A; NFKC has turned compatibility ideographs into these.
_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def fold(text: str) -> str:
    """The text in simplified characters; as long as before, so that places in it stay the same."""
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """One character for one: 乾 is always 干, though 乾隆 keeps it. A place in the text is worth more than that."""
    characters = [chr(code) for block in _BLOCKS for code in block]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = zip(characters, simplified, strict=True)
    table = {ord(before): after for before, after in pairs if before != after and len(after) == 1}
    # 薴 is 苧 and 苧 is 苎: all three have to meet.
    return {before: after.translate(table) for before, after in table.items()}
