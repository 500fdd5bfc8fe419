"""The one encoder of this process."""

from collections.abc import Callable
from pathlib import Path

from matchmaker.matching import Encoder, evaluate, prepare_embedded
from matchmaker.settings import settings

_encoders: dict[str, Encoder] = {}


def encoder() -> Encoder:
    """Loaded at its first use, after the server has forked."""
    source = settings["ENCODER"]
    if source not in _encoders:
        _encoders[source] = Encoder(source, threads=settings["ENCODER_THREADS"])
    return _encoders[source]


def prepare(progress: Callable[[str], None]) -> Path:
    """Make the embedded model's folder unless it is there, or another model is configured."""
    folder = Path(settings["INSTANCE"]) / "encoder"
    if settings["ENCODER"] != str(folder):
        progress(f"MATCHMAKER_ENCODER is {settings['ENCODER']}: nothing to prepare")
        return Path(settings["ENCODER"])
    return prepare_embedded(folder, progress)


def evaluate_pack(pack: Path, out: Path | None, progress: Callable[[str], None] | None) -> dict[str, float | int]:
    """The figures of the configured set-up on a labelled pack. Raises EncoderUnavailable, FileNotFoundError."""
    return evaluate(pack, encoder(), out, progress)
