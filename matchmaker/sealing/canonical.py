"""The canonical form of a document after RFC 8785 (JSON Canonicalization Scheme), for documents of text, whole numbers
and booleans with ASCII names: amounts and dates are text, so that two programs write the same bytes."""

import hashlib
import json
from typing import Any


def canonical(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(document: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(document)).hexdigest()
