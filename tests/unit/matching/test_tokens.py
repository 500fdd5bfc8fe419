import numpy as np
import pytest

from matchmaker.matching import Document, Encoder, encode_document
from matchmaker.matching.tokens import agreement, piece_weights, unit_pieces
from matchmaker.matching.vectors import ItemVectors

Pieces = tuple[np.ndarray, np.ndarray]


def _title(*rows: tuple[float, ...]) -> Pieces:
    return unit_pieces(np.array(rows, np.float32).reshape(-1, 2))


def _agreement(own: Pieces, others: list[Pieces]) -> list[float]:
    rows, weights = (np.concatenate([_title()[part], *(other[part] for other in others)]) for part in (0, 1))
    return agreement(own, (rows, weights), [len(other[0]) for other in others]).tolist()


def test_it_is_the_mean_of_both_directions_and_heavy_pieces_count_more() -> None:
    own = _title((3, 0), (0, 1))
    other = _title((2, 0))
    # The other's only piece is found; of the own ones the heavy one is, three quarters of the weight.
    assert _agreement(own, [other])[0] == pytest.approx((1 + 0.75) / 2)
    assert _agreement(other, [own])[0] == pytest.approx((1 + 0.75) / 2)


def test_a_title_without_pieces_agrees_with_nothing() -> None:
    own, none = _title((1, 0)), _title()
    assert _agreement(own, [none, own, none]) == [0, 1, 0]
    assert _agreement(none, [own]) == [0]
    assert _agreement(own, []) == []


def test_pieces_of_a_title_are_kept_with_their_rarity(encoder: Encoder) -> None:
    vectors, (short, none) = encoder.encode_pieces(["无人机的喷洒", "！？"])
    assert np.allclose(vectors[0], encoder.encode_queries(["无人机的喷洒"])[0], atol=1e-3)
    assert not vectors[1].any() and none.shape == (0, encoder.dimension)
    weights = np.linalg.norm(short, axis=1)
    assert 2 <= len(short) <= 6 and weights.max() > 2 * weights.min()


def test_a_model_without_a_language_model_of_pieces_weighs_them_alike() -> None:
    assert piece_weights(object()) is None


def test_bytes_of_another_version_are_told_from_damage_to_none(encoder: Encoder) -> None:
    vectors = encode_document(encoder, Document("无人机植保喷洒", "用于果园。"))
    data = vectors.to_bytes()
    again = ItemVectors.from_bytes(data)
    assert np.allclose(again.pieces, vectors.pieces, atol=0.02) and len(again.sentences) == 2
    before = np.array([encoder.dimension], "<u4").tobytes() + data[8:]
    for wrong in (before, data[:-2], data[:8], b""):
        with pytest.raises(ValueError, match="do not hold"):
            ItemVectors.from_bytes(wrong)
