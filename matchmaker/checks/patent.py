"""专利号: the application number with its check sign, `ZL` before it once granted."""

import re
import unicodedata
from dataclasses import dataclass

from matchmaker.errors import Invalid
from matchmaker.messages import N_

WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
MODERN, OLD = 12, 8
MODERN_SINCE = 2003
OLD_YEARS = (*range(85, 100), *range(4))
KINDS = {"1": "INVENTION", "2": "UTILITY", "3": "DESIGN", "8": "INVENTION", "9": "UTILITY"}
PUBLICATION = re.compile(r"CN\d{7,9}[A-CSUY]\d?")


@dataclass(frozen=True)
class PatentNumber:
    """`kind` is the name of a PropertyType; 8 and 9 came through the PCT."""

    digits: str
    sign: str
    kind: str
    granted: bool

    def __str__(self) -> str:
        return f"{'ZL' if self.granted else ''}{self.digits}.{self.sign}"


def read_patent_number(text: str) -> PatentNumber:
    """Accepts spaces, full-width signs, a missing point, `ZL` or `CN` in front. Raises Invalid with what is wrong."""
    plain = _plain(text)
    granted = plain.startswith("ZL")
    digits, sign = _split(plain.removeprefix("ZL").removeprefix("CN"))
    place = 4 if len(digits) == MODERN else 2
    _check_year(digits)
    if digits[place] not in KINDS:
        raise _wrong(
            N_("第 %(place)s 位（专利类型）应为 1、2、3、8 或 9，现在是“%(sign)s”。"),
            place=place + 1,
            sign=digits[place],
        )
    if sign != check_sign(digits):
        raise _wrong(N_("校验位不符：小数点后的“%(sign)s”与前面的数字对不上，请逐位核对。"), sign=sign)
    return PatentNumber(digits, sign, KINDS[digits[place]], granted)


def check_sign(digits: str) -> str:
    """The sign after the point for 12 digits (since October 2003) or 8 (before)."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False)) % 11
    return "X" if rest == 10 else str(rest)


def _plain(text: str) -> str:
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    if PUBLICATION.fullmatch(plain):
        raise _wrong(N_("这是公开（公告）号，请填写专利号或申请号，例如 201710601862.3。"))
    return plain.replace("。", ".")


def _split(plain: str) -> tuple[str, str]:
    found = re.fullmatch(r"(\d{12}|\d{8})\.?([0-9X])", plain)
    if found is None:
        raise _wrong(N_("专利号应为 12 位数字加小数点和 1 位校验位（2003 年 10 月以前为 8 位），例如 201710601862.3。"))
    return found[1], found[2]


def _check_year(digits: str) -> None:
    if len(digits) == MODERN and int(digits[:4]) < MODERN_SINCE:
        raise _wrong(N_("前 4 位（申请年份）“%(year)s”不对：12 位专利号从 2003 年开始使用。"), year=digits[:4])
    if len(digits) == OLD and int(digits[:2]) not in OLD_YEARS:
        raise _wrong(N_("前 2 位（申请年份）“%(year)s”不对：8 位专利号只用于 1985 至 2003 年。"), year=digits[:2])


def _wrong(message: str, **params: object) -> Invalid:
    return Invalid(message, field="number", **params)
