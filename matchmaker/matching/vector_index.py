"""Nearest vectors by inner product, keyed by the caller's ids."""

import threading
from collections.abc import Collection, Sequence
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# One search is too short to share out; threads that wait for each other cost a hundred times what they save.
faiss.omp_set_num_threads(1)


class VectorIndex:
    """Exact search over unit vectors; every method may be called from any thread."""

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._lock = threading.RLock()
        self._ids: set[int] = set()
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, item: int) -> bool:
        return item in self._ids

    def put(self, item: int, vector: Floats) -> None:
        """Add the vector (dimension,) under an id, in place of what the id had before."""
        self.put_many([item], vector[None])

    def put_many(self, items: Sequence[int], vectors: Floats) -> None:
        """Add or replace vectors (n, dimension); of a repeated id the last stays. Raises ValueError on a bad shape."""
        if vectors.shape != (len(items), self.dimension) or not np.isfinite(vectors).all():
            raise ValueError(f"Expected {len(items)} finite vectors of {self.dimension}, got {vectors.shape}")
        last = {item: row for row, item in enumerate(items)}
        with self._lock:
            # faiss accepts a second vector under the same id without a word.
            self._drop(self._ids.intersection(last))
            rows = np.ascontiguousarray(vectors[list(last.values())], np.float32)
            self._index.add_with_ids(rows, np.fromiter(last, np.int64, len(last)))
            self._ids.update(last)

    def remove(self, item: int) -> None:
        """Forget the id; nothing happens when it is unknown."""
        with self._lock:
            self._drop({item} & self._ids)

    def vectors(self, items: Sequence[int]) -> Floats:
        """Stored vectors (n, dimension) of known ids; raises KeyError for an unknown one."""
        with self._lock:
            if missing := set(items) - self._ids:
                raise KeyError(min(missing))
            rows = [self._index.reconstruct(int(item)) for item in items]
        return np.asarray(rows, np.float32).reshape(len(items), self.dimension)

    def search(self, vector: Floats, k: int, allowed: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The k best (id, cosine), best first, of all or of the allowed ids; none for a vector of zeros."""
        with self._lock:
            chosen = None if allowed is None else self._ids.intersection(allowed)
            count = min(k, len(self._ids) if chosen is None else len(chosen))
            if count <= 0 or not vector.any():
                return []
            query = np.ascontiguousarray(vector[None], np.float32)
            scores, ids = self._index.search(query, count, params=_only(chosen))
        return [(int(i), float(s)) for i, s in zip(ids[0], scores[0], strict=True) if i >= 0]

    def _drop(self, items: set[int]) -> None:
        if items:
            self._index.remove_ids(np.fromiter(items, np.int64, len(items)))
            self._ids -= items


def _only(items: set[int] | None) -> Any:
    if items is None:
        return None
    parameters: Any = faiss.SearchParameters
    return parameters(sel=faiss.IDSelectorBatch(np.fromiter(items, np.int64, len(items))))
