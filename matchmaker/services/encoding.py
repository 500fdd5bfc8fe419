"""The one encoder of this process."""

from matchmaker.matching import Encoder
from matchmaker.settings import settings

_encoders: dict[str, Encoder] = {}


def encoder() -> Encoder:
    """Loaded at its first use, after the server has forked."""
    source = settings["ENCODER"]
    if source not in _encoders:
        _encoders[source] = Encoder(source, threads=settings["ENCODER_THREADS"])
    return _encoders[source]
