"""Trains an encoder or a cross-encoder further on judged pairs, on the CPU, from a local folder.

Some needs are held out: they decide which epoch is kept, and whether any is. A run that is killed goes on at the last
whole epoch when it is started again with the same pack, base and seed. Same input and threads, same model.
"""

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from .figures import auc, spearman
from .model_folder import folder_identity, quiet_transformers
from .pack import Pack

HELD_OUT = 0.2
# An epoch without a better held-out figure is forgiven so often.
PATIENCE = 1
NEEDS_A_STEP, PAIRS_A_NEED = 4, 24
WARM_UP, WEIGHT_DECAY, MAX_NORM = 0.1, 0.01, 1.0

Progress = Callable[[str], None]
Judged = list[tuple[str, int]]


class Learner(Protocol):
    """A model that can be trained: it scores the judged achievements of a need, higher is better."""

    learning_rate: float

    def parameters(self) -> list[Any]: ...
    def scores(self, need: str, achievements: Sequence[str]) -> Any: ...
    def loss(self, scores: Any, levels: Any) -> Any: ...
    def state(self) -> dict[str, Any]: ...
    def restore(self, state: dict[str, Any]) -> None: ...
    def save(self, folder: Path) -> None: ...
    def train(self, on: bool) -> None: ...


@dataclass
class Course:
    """What came of a training: figures of the held-out needs before it (first) and after each epoch.

    best: the epoch that was kept, 0 when none was better than the model it started from: then nothing was written.
    """

    held_out: list[str]
    history: list[dict[str, float]] = field(default_factory=list)
    best: int = 0

    @property
    def improved(self) -> bool:
        return self.best > 0

    @property
    def epochs(self) -> int:
        return len(self.history) - 1


def fine_tune(
    make: Callable[[], Learner], pack: Pack, base: Path, out: Path, seed: int, epochs: int, progress: Progress
) -> Course:
    """Train the learner and write the best epoch to `out`. Raises EncoderUnavailable for a base that is not whole."""
    run = _Run.begin(make, pack, base, out, seed, epochs, progress)
    while run.goes_on:
        run.epoch()
    return run.finish()


def split(pack: Pack, seed: int) -> tuple[list[str], list[str]]:
    """(trained on, held out): names of needs with more than one level among their achievements."""
    telling = [need for need, judged in pack.levels.items() if len(set(judged.values())) > 1]
    order = np.random.default_rng(seed).permutation(len(telling))
    count = max(1, round(HELD_OUT * len(telling)))
    return [telling[i] for i in order[count:]], [telling[i] for i in order[:count]]


@dataclass
class _Run:
    learner: Learner
    pack: Pack
    out: Path
    trained: list[str]
    course: Course
    optimizer: Any
    key: str
    seed: int
    epochs: int
    tell: Progress
    kept: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def begin(
        cls,
        make: Callable[[], Learner],
        pack: Pack,
        base: Path,
        out: Path,
        seed: int,
        epochs: int,
        tell: Progress,
    ) -> "_Run":
        import torch

        quiet_transformers()
        key = training_key(pack, base, seed, epochs)
        _seed_all(seed)
        learner = make()
        trained, held_out = split(pack, seed)
        optimizer = torch.optim.AdamW(learner.parameters(), lr=learner.learning_rate, weight_decay=WEIGHT_DECAY)
        run = cls(learner, pack, out, trained, Course(held_out), optimizer, key, seed, epochs, tell)
        if not run._resume():
            run.course.history.append(run._measure())
        run._tell()
        return run

    @property
    def goes_on(self) -> bool:
        return self.course.epochs < min(self.epochs, self.course.best + 1 + PATIENCE)

    def epoch(self) -> None:
        import torch

        number = self.course.epochs
        _seed_all(self.seed + 1000 * (number + 1))
        steps = list(_steps(self.trained))
        self.learner.train(True)
        for place, needs in enumerate(steps):
            self._set_rate(number + place / len(steps))
            loss = sum(self._loss(need) for need in needs) / len(needs)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.learner.parameters(), MAX_NORM)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.tell(f"epoch {number + 1}: {min((place + 1) * NEEDS_A_STEP, len(self.trained))}/{len(self.trained)}")
        self._note()

    def finish(self) -> Course:
        if self.course.improved:
            self.learner.restore(self.kept)
            temporary = self.out.with_name(f".{self.out.name}-new")
            shutil.rmtree(temporary, ignore_errors=True)
            self.learner.save(temporary)
            shutil.rmtree(self.out, ignore_errors=True)
            temporary.rename(self.out)
        self._checkpoint.unlink(missing_ok=True)
        return self.course

    def _loss(self, need: str) -> Any:
        import torch

        judged = list(self.pack.levels[need].items())
        some = random.sample(judged, min(PAIRS_A_NEED, len(judged)))
        levels = torch.tensor([float(level) for _, level in some])
        return self.learner.loss(self.learner.scores(need, [name for name, _ in some]), levels)

    def _set_rate(self, done: float) -> None:
        """Linear warm-up, then a linear fall to 2 % of the rate."""
        share = done / self.epochs
        factor = min(1.0, share / WARM_UP + 0.01) if share < WARM_UP else max(0.02, (1 - share) / (1 - WARM_UP))
        for group in self.optimizer.param_groups:
            group["lr"] = self.learner.learning_rate * factor

    def _measure(self) -> dict[str, float]:
        import torch

        self.learner.train(False)
        rows = []
        with torch.no_grad():
            for need in self.course.held_out:
                judged = self.pack.levels[need]
                scores = self.learner.scores(need, list(judged)).float().numpy()
                levels = np.array(list(judged.values()))
                rows.append((auc(scores, levels), spearman(scores, levels)))
        return dict(zip(("auc", "spearman"), map(float, np.nanmean(np.array(rows, float), axis=0)), strict=True))

    def _note(self) -> None:
        import torch

        history = self.course.history
        history.append(self._measure())
        if _worth(history[-1]) > _worth(history[self.course.best]):
            self.course.best = self.course.epochs
            self.kept = {name: value.detach().clone() for name, value in self.learner.state().items()}
        self.out.parent.mkdir(parents=True, exist_ok=True)
        state = {
            "key": self.key,
            "history": history,
            "best": self.course.best,
            "model": self.learner.state(),
            "kept": self.kept,
            "optimizer": self.optimizer.state_dict(),
        }
        temporary = self._checkpoint.with_suffix(".new")
        torch.save(state, temporary)
        temporary.replace(self._checkpoint)
        self._tell()

    def _resume(self) -> bool:
        import torch

        if not self._checkpoint.is_file():
            return False
        state = torch.load(self._checkpoint, weights_only=True)
        if state["key"] != self.key:
            return False
        self.learner.restore(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.course.history, self.course.best, self.kept = state["history"], state["best"], state["kept"]
        self.tell(f"going on after epoch {self.course.epochs}")
        return True

    @property
    def _checkpoint(self) -> Path:
        return self.out.with_name(f"{self.out.name}.training")

    def _tell(self) -> None:
        figures = ", ".join(f"{name} {value:.4f}" for name, value in self.course.history[-1].items())
        self.tell(f"held-out needs after epoch {self.course.epochs}: {figures}")


def _worth(figures: dict[str, float]) -> float:
    return figures["auc"] + figures["spearman"]


def _steps(needs: Sequence[str]) -> Iterator[list[str]]:
    order = random.sample(list(needs), len(needs))
    return (order[start : start + NEEDS_A_STEP] for start in range(0, len(order), NEEDS_A_STEP))


def _seed_all(seed: int) -> None:
    import torch

    random.seed(seed)
    torch.manual_seed(seed)


def training_key(pack: Pack, base: Path, seed: int, epochs: int) -> str:
    """Tells one training from another. Raises EncoderUnavailable for a base that is not whole."""
    told = [folder_identity(base), seed, epochs, pack.levels]
    told += [[(name, item.text) for name, item in items.items()] for items in (pack.needs, pack.achievements)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
