from pathlib import Path

import numpy as np
import pytest

from matchmaker.matching import (
    Calibration,
    Corpus,
    Document,
    Encoder,
    EncoderUnavailable,
    Ranked,
    Reranker,
    calibration_for,
    encode_document,
    rank,
    score_items,
)
from matchmaker.matching.learners import fine_tune_cross_encoder, fine_tune_encoder
from matchmaker.matching.pack import Pack
from tests.encoder_folder import encoder_folder

TRADES = {
    "轮毂": ("铝合金轮毂低压铸造缺陷控制", "铸造铝轮毂气孔在线检测方法"),
    "污水": ("印染污水降低吨水电耗", "高盐污水低能耗处理工艺"),
    "板材": ("胶合板表面缺陷机器视觉检测", "人造板甲醛释放快速检测"),
    "饲料": ("肉鸡饲料减抗配方", "植物源饲料添加剂制备"),
    "电池": ("退役动力电池梯次利用分选", "锂离子电池容量快速评估"),
}


def _pack() -> Pack:
    """Each trade's own achievement fits, the others' do not."""
    needs = {f"{name}{i}": Document(f"{title}{'方案' * i}") for name, (title, _) in TRADES.items() for i in range(2)}
    achievements = {name: Document(found) for name, (_, found) in TRADES.items()}
    levels = {need: {name: 4 if need.startswith(name) else 1 for name in achievements} for need in needs}
    return Pack(needs, achievements, levels)


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cross") / "model"
    told: list[str] = []
    course = fine_tune_cross_encoder(_pack(), encoder_folder(), out, seed=1, epochs=1, progress=told.append)
    if not course.improved:
        pytest.fail(f"nothing was learnt: {course.history}")
    assert out.is_dir() and not list(out.parent.glob("*.training"))
    assert any(line.startswith("held-out needs after epoch 1") for line in told)
    return out


def _ranked(reranker: Reranker | None) -> tuple[list[Ranked], list[Ranked], Calibration]:
    encoder = Encoder(encoder_folder())
    calibration = calibration_for(encoder.identity)
    corpus = Corpus(encoder.dimension)
    for number, (_, title) in enumerate(TRADES.values()):
        corpus.put(number, Document(title), encode_document(encoder, Document(title)))
    need = Document("污水处理厂节能降耗技术")
    vectors = encode_document(encoder, need)
    found = rank(need, vectors, corpus, calibration, reranker=reranker)
    return found, score_items(need, vectors, corpus, calibration, [p.id for p in found], reranker=reranker), calibration


def test_it_reads_the_best_again_and_says_its_share(cross_encoder: Path) -> None:
    found, again, calibration = _ranked(Reranker(cross_encoder))
    plain, _, _ = _ranked(None)
    assert all("cross" in pair.factors for pair in found)
    assert all("cross" not in pair.factors for pair in plain)
    assert [pair.id for pair in again] == [pair.id for pair in found]
    before = {pair.id: pair.score for pair in plain}
    answers = Reranker(cross_encoder).scores(
        "污水处理厂节能降耗技术", [list(TRADES.values())[pair.id][1] for pair in found]
    )
    for pair, answer in zip(found, answers, strict=True):
        assert pair.score == pytest.approx(before[pair.id] + calibration.cross_part(np.array([answer]))[0], abs=1e-4)
        assert 0 <= pair.probability <= 1


def test_it_answers_the_same_whichever_side_asks_and_nothing_for_no_words(cross_encoder: Path) -> None:
    reranker = Reranker(cross_encoder)
    assert reranker.scores("污水处理", ["轮毂铸造"]) == pytest.approx(reranker.scores("轮毂铸造", ["污水处理"]))
    assert reranker.scores("", ["轮毂铸造"])[0] == reranker.scores("轮毂", ["！？"])[0] == 0.5
    assert len(reranker.scores("轮毂", [])) == 0


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable):
        Reranker(tmp_path / "none").scores("轮毂", ["轮毂铸造"])


def test_a_training_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    class Killed(Exception):
        pass

    def until_the_second_epoch(line: str) -> None:
        if line.startswith("epoch 2"):
            raise Killed

    told: list[str] = []
    arguments = (_pack(), encoder_folder(), tmp_path / "encoder")
    with pytest.raises(Killed):
        fine_tune_encoder(*arguments, seed=3, epochs=2, progress=until_the_second_epoch)
    course = fine_tune_encoder(*arguments, seed=3, epochs=2, progress=told.append)
    assert told[0] == "going on after epoch 1"
    assert course.epochs == 2 and len(course.held_out) == 2
    if course.improved:
        assert Encoder(tmp_path / "encoder").encode_queries(["污水"]).shape == (1, 384)
    else:
        assert not (tmp_path / "encoder").exists()
