from pathlib import Path

import numpy as np
import pytest

from matchmaker.matching import EMBEDDED_IDENTITY, FEATURES, Level, calibration_for
from matchmaker.matching.calibration import SHIPPED, read_calibration

CALIBRATION = calibration_for(EMBEDDED_IDENTITY)


def test_it_ships_fitted_for_the_embedded_model() -> None:
    assert CALIBRATION.fitted and not calibration_for("other").fitted
    assert np.array(CALIBRATION.centres).shape == (4, 384)


def test_more_evidence_never_lowers_score_probability_or_level() -> None:
    for column in range(len(FEATURES)):
        features = np.full((50, len(FEATURES)), 0.2, np.float32)
        features[:, column] = np.linspace(-1, 1, 50)
        scores = CALIBRATION.score(features)
        assert (np.diff(scores) > 0).all()
        probabilities = CALIBRATION.probabilities(scores)
        assert (np.diff(probabilities, axis=0) >= 0).all()
        levels = CALIBRATION.levels(probabilities)
        assert levels == sorted(levels)


def test_higher_levels_are_never_likelier() -> None:
    probabilities = CALIBRATION.probabilities(np.linspace(-100, 100, 401))
    assert (np.diff(probabilities, axis=1) <= 0).all()
    assert ((probabilities >= 0) & (probabilities <= 1)).all()


def test_an_average_stranger_is_unrelated_and_all_levels_occur() -> None:
    levels = CALIBRATION.levels(CALIBRATION.probabilities(np.linspace(0, 10, 50)))
    assert levels[0] == Level.NONE
    assert set(levels) == set(Level)


def test_nothing_in_favour_gives_no_shares() -> None:
    assert set(CALIBRATION.shares(np.full(len(FEATURES), -1.0)).values()) == {0.0}


def test_saved_and_read_again(tmp_path: Path) -> None:
    CALIBRATION.save(tmp_path / "c.json")
    assert read_calibration(tmp_path / "c.json") == CALIBRATION


def test_other_features_are_refused(tmp_path: Path) -> None:
    text = SHIPPED.read_text("utf-8").replace('"feature_version": ', '"feature_version": 9')
    (tmp_path / "old.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="fit"):
        read_calibration(tmp_path / "old.json")
