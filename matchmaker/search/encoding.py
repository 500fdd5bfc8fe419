"""The encoder of the active set-up, and the folder of the embedded one."""

from collections.abc import Callable
from pathlib import Path

from matchmaker.matching import Encoder, prepare_embedded
from matchmaker.search import setups
from matchmaker.settings import settings


def encoder() -> Encoder:
    """What the active set-up encodes with. Raises EncoderUnavailable."""
    return setups.active().encoder


def prepare(progress: Callable[[str], None]) -> Path:
    """Make the embedded model's folder unless it is there, or another model is configured."""
    folder = Path(settings["INSTANCE"]) / "encoder"
    if settings["ENCODER"] != str(folder):
        progress(f"MATCHMAKER_ENCODER is {settings['ENCODER']}: nothing to prepare")
        return Path(settings["ENCODER"])
    return prepare_embedded(folder, progress)
