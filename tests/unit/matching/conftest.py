import pytest

from matchmaker.matching import Encoder
from tests.encoder_folder import encoder_folder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Encoder(encoder_folder(), threads=2)
