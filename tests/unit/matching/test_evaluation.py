import csv
from pathlib import Path

import numpy as np
import pytest

from matchmaker.matching import Encoder, evaluate
from matchmaker.matching.figures import auc, average_ranks, ndcg, reciprocal_rank, spearman
from matchmaker.matching.fit import fit
from matchmaker.matching.pack import encode_pack, read_pack

SUBJECTS = {
    "铝合金轮毂铸造": ("铝轮毂低压铸造模具", "铝合金熔体除气", "轮毂表面抛光机器人"),
    "中药饮片炮制": ("饮片炒制火候判断", "中药材干燥房", "药渣制肥"),
    "果园植保无人机": ("果园对靶喷雾", "无人机航线规划", "雾滴飘移测量"),
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Each need judged against its own three achievements (4, 3, 2) and one of the next subject (1)."""
    needs = list(SUBJECTS)
    achievements = [title for titles in SUBJECTS.values() for title in titles]
    _write(tmp_path / "needs.csv", ["need_id,title,text", *(f"n{i},{t},现有{t}水平低。" for i, t in enumerate(needs))])
    _write(tmp_path / "achievements.csv", ["achievement_id,title", *(f"a{i},{t}" for i, t in enumerate(achievements))])
    pairs = [f"n{i},a{(3 * i + j) % 9},{4 - j}" for i in range(3) for j in range(4)]
    _write(tmp_path / "pairs.csv", ["need_id,achievement_id,level", *pairs])
    return tmp_path


def test_a_pack_is_ranked_and_written_out(pack: Path, encoder: Encoder) -> None:
    lines: list[str] = []
    found = evaluate(pack, encoder, pack / "out", lines.append)
    assert (found["needs"], found["pairs"]) == (3, 12)
    assert found["auc"] > 0.5 and found["recall@50"] == 1 and found["mrr@50"] > 0.5
    predictions, retrieved = _read(pack / "out" / "predictions.csv"), _read(pack / "out" / "retrieved.csv")
    assert len(predictions) == 12 and all(1 <= int(row["level"]) <= 4 for row in predictions)
    assert {row["rank"] for row in retrieved if row["need_id"] == "n0"} == {str(n) for n in range(1, 10)}
    assert lines


def test_fitting_gives_a_calibration_that_ranks(pack: Path, encoder: Encoder) -> None:
    encoded = encode_pack(read_pack(pack), encoder)
    assert fit(encoded, "x") == fit(encoded, "x")
    assert fit(encoded, "x").identity == "x"


def test_a_pair_that_names_an_unknown_item_is_refused(pack: Path) -> None:
    with (pack / "pairs.csv").open("a", encoding="utf-8") as stream:
        stream.write("n0,nobody,4\n")
    with pytest.raises(KeyError):
        read_pack(pack)


def test_figures_worked_out_by_hand() -> None:
    scores, levels = np.array([3.0, 2.0, 1.0]), np.array([1.0, 4.0, 3.0])
    assert ndcg(scores, levels) == pytest.approx((7 / np.log2(3) + 3 / 2) / (7 + 3 / np.log2(3)))
    assert auc(scores, levels) == 0
    assert auc(np.array([1.0, 1.0]), np.array([1.0, 4.0])) == 0.5
    assert spearman(scores, levels) == pytest.approx(-0.5)
    assert spearman(np.zeros(3), levels) == 0
    assert average_ranks(np.array([5.0, 1.0, 5.0])).tolist() == [1.5, 0, 1.5]
    assert reciprocal_rank({"a": 3, "b": 1}, ["b", "a"]) == 0.5
    assert reciprocal_rank({"a": 3}, []) == 0 and reciprocal_rank({"a": 1}, ["a"]) is None


def _read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
