"""统一社会信用代码 (GB 32100-2015)."""

import unicodedata

from matchmaker.errors import Invalid
from matchmaker.messages import N_

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
AUTHORITIES = "123456789ANY"
REGION = slice(2, 8)


def check_uscc(text: str) -> str:
    """The code in its plain form: 18 capitals and digits without spaces. Raises Invalid with the part that is wrong."""
    code = "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")
    if len(code) != LENGTH:
        raise _wrong(N_("统一社会信用代码应为 18 位，现在是 %(count)s 位。"), count=len(code))
    strange = sorted({sign for sign in code if sign not in ALPHABET})
    if strange:
        raise _wrong(N_("统一社会信用代码只含数字和大写字母（不用 I、O、S、V、Z），请检查：%(signs)s。"), signs=strange)
    if code[0] not in AUTHORITIES:
        raise _wrong(N_("第 1 位（登记管理部门）不会是“%(sign)s”，请核对。"), sign=code[0])
    if not code[REGION].isdigit():
        raise _wrong(N_("第 3 至 8 位（登记机关行政区划）应为 6 位数字，现在是“%(part)s”。"), part=code[REGION])
    if code[-1] != check_sign(code[:-1]):
        raise _wrong(N_("第 18 位（校验码）与前 17 位不符，请逐位核对营业执照或法人证书。"))
    return code


def check_sign(body: str) -> str:
    """The 18th sign for the first 17."""
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return ALPHABET[-total % 31]


def _wrong(message: str, **params: object) -> Invalid:
    return Invalid(message, field="uscc", **params)
