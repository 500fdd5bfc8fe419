"""Text made ready for finding quantities: characters folded, numbers that measure nothing struck out."""

import re

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLDED = (
    _WIDE
    | dict.fromkeys(map(ord, "～〜∼﹣"), "~")
    | dict.fromkeys(map(ord, "－−–—‒‐‑"), "-")
    | dict.fromkeys(map(ord, "\u3000\u00a0\u2009\u202f\t"), " ")
    | dict.fromkeys(map(ord, "·•⋅∙・‧"), "·")
    | dict.fromkeys(map(ord, "≧⩾"), "≥")
    | dict.fromkeys(map(ord, "≦⩽"), "≤")
    | {ord("∶"): ":", ord("："): ":", ord("µ"): "μ", ord("Ω"): "Ω", ord("╳"): "×", ord("∕"): "/", ord("～"): "~"}
)

_STANDARDS = (
    r"(?<![A-Za-z])(?:GB|GBZ|GJB|HG|HJ|JB|JG|JC|JT|YB|YY|YS|QB|QC|NY|SN|SH|SY|SL|SJ|SB|LY|FZ|DL|CJ|CB|TB|AQ|WS|XF|GA"
    r"|DB|TSG|ISO|IEC|ASTM|EN|DIN|JIS|SAE|UL|API|T/[A-Z]{2,8}|Q/[A-Z\d]{2,8})"
    r"(?:/[TZJ])?[ ]?[A-Z]{0,2}-?\d{1,6}(?:\.\d{1,3}){0,2}(?:[-:]\d{1,4}){0,2}"
)
STANDARD = re.compile(_STANDARDS)
# These letters name what is measured; other letters before a digit make it a model.
_SYMBOLS = "pH|PH|Ra|Rz|Rq|Sa|HRC|HRA|HRB|HBW?|HV|HS|IP|TRL|AUC|CV|COP|PUE|COD|BOD|TOC|VOCs?|SOH|MAPE|RMSE"
_YEAR = r"(?:19|20)\d\d"
_NO_QUANTITY = re.compile(
    "|".join(
        (
            _STANDARDS,
            rf"(?<!\d){_YEAR}(?:\s?[~/、-]\s?(?:{_YEAR}|\d\d(?!\d)))?\s?年(?!限)"
            r"(?:\s?\d{1,2}(?:\s?[~-]\s?\d{1,2})?\s?月(?:\s?\d{1,2}\s?日)?)?",
            rf"(?<!\d){_YEAR}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?(?![\d.])",
            r"(?<!\d)\d{1,2}月(?:\d{1,2}(?:[~-]\d{1,2})?日|份)",
            r"(?<![A-Za-z\d])(?:ZL|CN)\s?\d{7,13}(?:\.[\dX])?[A-Z]?",
            r"(?<![\d.])(?:19|20)\d{10,11}\.[\dXx]",
            r"(?<![\d.])1[3-9]\d{9}(?![\d.])",
            r"第\s?(?:\d{1,4}(?!\d)|[一二三四五六七八九十]{1,3})",
            # Steels: 316L is no volume.
            r"(?<![\d.])(?:(?:304|316|317|904)L|(?:20[12]|30[1-9]|31[0-7]|321|347|904|4[1-3]0)(?=\s?(?:不锈)?钢))",
            rf"(?<![A-Za-z\d.])(?!(?:{_SYMBOLS})(?![A-Za-z])|(?:[kdcmμ]?m|Nm)[23](?![\dA-Za-z]))[A-Za-z]{{1,24}}-?\d[\dA-Za-z]{{0,12}}"
            r"(?:[-/][\dA-Za-z]{1,8})*",
            r"(?<!\d)\d{1,2}:[0-5]\d(?::[0-5]\d)?(?!\d)",
            r"(?<![\d.])\d{1,9}(?:\.\d{1,9}){2,9}",
            r"(?<![\d.])\d{1,6}#|#\d{1,6}",
        )
    )
)
_MASK = "\x01"


def fold(text: str) -> str:
    """The same text, character by character, with half-width digits, signs and letters and one kind of each mark."""
    return text.translate(_FOLDED)


def masked(folded: str) -> str:
    """The text with dates, standards, patents, models and their like struck out; every place stays."""
    return _NO_QUANTITY.sub(lambda found: _MASK * len(found[0]), folded)
