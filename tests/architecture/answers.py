"""What a person gets for an answer, in one letter."""

from typing import Any

ANSWERED, SIGN_IN, FORBIDDEN, MISSING, BROKEN = "A", "S", "F", "N", "!"
NAMES = {FORBIDDEN: 403, MISSING: 404}


def answer_of(response: Any) -> str:
    if response.status_code >= 500:
        return BROKEN
    if response.status_code == 302 and "/account/login" in response.location:
        return SIGN_IN
    return next((letter for letter, status in NAMES.items() if response.status_code == status), ANSWERED)
