"""Which passwords are refused: short ones, those made of the person's own data, those everybody tries first."""

import re
import unicodedata
from pathlib import Path

from matchmaker.errors import Invalid
from matchmaker.messages import N_

SHORTEST, LONGEST = 10, 128
FEWEST_SIGNS = 5
COMMON_STEMS = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="ascii").split())
RUNS = ("01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
LOOKALIKES = str.maketrans("@$!013457", "asioleast")


def check_password(password: str, *, email: str = "", name: str = "") -> None:
    """Raises Invalid (field `password`) with what to do about it. Length counts characters, not bytes."""
    if len(password) < SHORTEST:
        raise _refused(N_("密码至少 %(count)s 个字符。"), count=SHORTEST)
    if len(password) > LONGEST:
        raise _refused(N_("密码最多 %(count)s 个字符。"), count=LONGEST)
    plain = unicodedata.normalize("NFKC", password).casefold()
    if any(part in plain for part in _personal(email, name)):
        raise _refused(N_("密码不能包含您的邮箱或姓名。"))
    if _is_common(plain):
        raise _refused(N_("这个密码太容易被猜到，请换一个；可以用几个不相干的词连起来。"))


def _personal(email: str, name: str) -> list[str]:
    local = email.casefold().partition("@")[0]
    return [part for part in (email.casefold(), local, name.casefold()) if len(part) >= (3 if part.isascii() else 2)]


def _is_common(plain: str) -> bool:
    """A well-known stem with figures or signs around it, a run of the keyboard, or hardly any different signs."""
    if len(set(plain)) < FEWEST_SIGNS or any(plain in run for run in RUNS):
        return True
    stems = {re.sub(r"[^a-z]", "", plain), re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain).translate(LOOKALIKES)}
    return any(stem in COMMON_STEMS for stem in stems) or _is_repeated(plain)


def _is_repeated(plain: str) -> bool:
    return any(plain == (plain[:size] * len(plain))[: len(plain)] for size in range(1, len(plain) // 2 + 1))


def _refused(message: str, **params: object) -> Invalid:
    return Invalid(message, field="password", **params)
