import threading

import numpy as np
import pytest

from matchmaker.matching import VectorIndex


def _unit(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_finds_the_nearest_first() -> None:
    index, rows = VectorIndex(16), _unit(30)
    index.put_many(range(100, 130), rows)
    found = index.search(rows[7], 5)
    assert found[0] == (107, pytest.approx(1.0))
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_an_id_put_twice_is_held_once_with_its_last_vector() -> None:
    index, rows = VectorIndex(16), _unit(3)
    index.put(1, rows[0])
    index.put(1, rows[1])
    index.put_many([2, 2], rows[1:])
    assert len(index) == 2
    assert index.search(rows[1], 9)[0][0] == 1
    assert [item for item, _ in index.search(rows[2], 9)].count(2) == 1
    assert np.allclose(index.vectors([2])[0], rows[2])


def test_removed_ids_are_gone_and_unknown_ones_do_no_harm() -> None:
    index, rows = VectorIndex(16), _unit(3)
    index.put_many([1, 2, 3], rows)
    index.remove(2)
    index.remove(99)
    assert 2 not in index and len(index) == 2
    assert {item for item, _ in index.search(rows[1], 10)} == {1, 3}
    with pytest.raises(KeyError):
        index.vectors([2])


def test_only_allowed_ids_are_found() -> None:
    index, rows = VectorIndex(16), _unit(50)
    index.put_many(range(50), rows)
    assert {item for item, _ in index.search(rows[0], 10, allowed={3, 4, 777})} == {3, 4}
    assert index.search(rows[0], 10, allowed=set()) == []


def test_nothing_to_find() -> None:
    index = VectorIndex(16)
    assert index.search(_unit(1)[0], 5) == []
    index.put(1, _unit(1)[0])
    assert index.search(np.zeros(16, np.float32), 5) == []


def test_wrong_shapes_and_values_are_refused() -> None:
    index = VectorIndex(16)
    with pytest.raises(ValueError):
        index.put(1, np.zeros(8, np.float32))
    with pytest.raises(ValueError):
        index.put(1, np.full(16, np.nan, np.float32))
    assert len(index) == 0


def test_writers_and_readers_at_once_leave_it_whole() -> None:
    index, rows = VectorIndex(16), _unit(200)

    def write(start: int) -> None:
        for item in range(start, start + 100):
            index.put(item, rows[item])
            index.search(rows[item], 5)
            if item % 2:
                index.remove(item)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {item for item, _ in index.search(rows[0], 500)} == set(range(0, 200, 2))
