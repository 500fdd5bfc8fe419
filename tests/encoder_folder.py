"""The real embedded model for tests: expanded once, then shared by all runs."""

import os
from pathlib import Path

from matchmaker.matching import prepare_embedded

_DEFAULT = Path(__file__).parent.parent / "instance" / "encoder"


def encoder_folder() -> Path:
    """The model folder (MATCHMAKER_TEST_ENCODER, else instance/encoder), made when it is not there yet."""
    return prepare_embedded(Path(os.environ.get("MATCHMAKER_TEST_ENCODER", _DEFAULT)), print)
