import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from matchmaker.matching import (
    EMBEDDED_IDENTITY,
    Document,
    Encoder,
    EncoderUnavailable,
    ItemVectors,
    encode_document,
    prepare_embedded,
    sentences,
)
from tests.encoder_folder import encoder_folder

from .bad_texts import BAD_TEXTS, WORDLESS


def test_any_text_gives_a_unit_vector_or_zeros(encoder: Encoder) -> None:
    vectors = encoder.encode_queries(list(BAD_TEXTS.values()))
    lengths = dict(zip(BAD_TEXTS, np.linalg.norm(vectors, axis=1), strict=True))
    assert vectors.dtype == np.float32 and np.isfinite(vectors).all()
    assert {name for name, length in lengths.items() if length == 0} == set(WORDLESS)
    assert all(length == pytest.approx(1, abs=1e-5) for length in lengths.values() if length)


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode_queries([]).shape == (0, encoder.dimension)


def test_a_paraphrase_is_nearer_than_another_subject(encoder: Encoder) -> None:
    title, paraphrase, other, english = encoder.encode_queries(
        [
            "铝合金轮毂低压铸造缺陷控制",
            "减少低压铸造铝轮圈的气孔和缩松",
            "中药饮片炮制工艺",
            "low-pressure casting of aluminium wheels",
        ]
    )
    assert title @ paraphrase > title @ other + 0.03
    assert english @ title > english @ other + 0.03


def test_the_same_text_gives_the_same_vector_alone_and_in_a_batch(encoder: Encoder) -> None:
    alone = encoder.encode_queries(["毫米波雷达"])[0]
    batch = encoder.encode_queries(["毫米波雷达", "一段长得多的文字，" * 30])[0]
    assert alone @ batch > 0.999


def test_identity_and_dimension_need_no_loaded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Encoder, "_load", lambda *_: pytest.fail("the model was loaded"))
    unloaded = Encoder(encoder_folder())
    assert (unloaded.identity, unloaded.dimension) == (EMBEDDED_IDENTITY, 384)


def test_preparing_twice_changes_nothing() -> None:
    folder, lines = encoder_folder(), []
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert prepare_embedded(folder, lines.append) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before
    assert len(lines) == 1


def test_half_a_folder_is_replaced_by_a_whole_one_and_leftovers_go(tmp_path: Path) -> None:
    target, leftover = tmp_path / "encoder", tmp_path / ".encoder-killed"
    shutil.copytree(encoder_folder(), target, copy_function=_link)
    (target / "model.safetensors").unlink()
    leftover.mkdir()
    os.utime(leftover, (0, 0))
    prepare_embedded(target, lambda _line: None)
    assert Encoder(target).encode_queries(["轮毂"]).any()
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="flask encoder prepare"):
        Encoder(tmp_path / "nowhere").encode_queries(["轮毂"])


@pytest.mark.parametrize("lost", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_half_copied_folder_says_what_to_do(tmp_path: Path, lost: str) -> None:
    folder = tmp_path / "half"
    shutil.copytree(encoder_folder(), folder, copy_function=_link)
    (folder / lost).unlink()
    (folder / lost).write_bytes(b"half")
    with pytest.raises(EncoderUnavailable, match="flask encoder prepare"):
        Encoder(folder).encode_queries(["轮毂"])


def test_a_folder_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="flask encoder prepare"):
        _ = Encoder(tmp_path).identity


def test_item_vectors_survive_the_database(encoder: Encoder) -> None:
    document = Document("铝合金轮毂", "气孔多。废品率8%，希望降到3%。", ("废品率 ≤ 3 %",))
    vectors = encode_document(encoder, document)
    back = ItemVectors.from_bytes(vectors.to_bytes())
    assert len(vectors.sentences) == len(sentences(document)) == 4
    assert np.allclose(vectors.sentences[0], vectors.title)
    assert all(float(a @ b) > 0.9999 for a, b in zip(vectors.sentences, back.sentences, strict=True))
    assert float(vectors.text @ back.text) > 0.9999


@pytest.mark.parametrize("data", [b"", b"\x80\x01\x00\x00", b"\x80\x01\x00\x00" + b"\x00" * 100, b"\x00" * 8])
def test_broken_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        ItemVectors.from_bytes(data)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)
