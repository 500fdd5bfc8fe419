"""Use case of the administrator: a set-up of the ranking is fitted to labelled pairs and kept."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.matching import Calibration, Encoder, Reranker
from matchmaker.matching.fine_tuning import split
from matchmaker.matching.pack import EncodedPack, Pack
from matchmaker.messages import N_
from matchmaker.search import measuring, model_training, setups
from matchmaker.search.measuring import Measured
from matchmaker.search.model_training import CROSS_ENCODER, ENCODER, Lesson, Models
from matchmaker.search.setups import BUILT_IN
from matchmaker.services.events import record
from matchmaker.services.unit import commit
from matchmaker.settings import settings
from models import Ranker, db, sqlite
from models.actions import Action
from models.enums import RankerOrigin

Progress = Callable[[str], None]

NAME = re.compile(r"\w[\w.-]{0,59}")
MIN_TRAINING_NEEDS = 20
TAKEN = N_("已有名为“%(name)s”的排序方案，请换一个名称。")


@dataclass(frozen=True)
class Order:
    """What to train, and from what. `models`: which are trained further too, at most so many epochs."""

    name: str
    pack: Pack
    origin: RankerOrigin
    source: str = ""
    seed: int = 0
    models: tuple[str, ...] = ()
    epochs: int = 3


def train(order: Order, progress: Progress) -> Ranker:
    """Figures are those of needs that neither model nor calibration had seen. Commits once, at the end: a run that is
    killed keeps no set-up, and is started again by the same order. Raises Invalid, EncoderUnavailable."""
    with sqlite.reading():
        check_name(order.name)
        _check_pack(order.pack)
        # Nothing is asked of the database for minutes, so nothing is held open.
        db.session.rollback()
        models = model_training.train(Lesson(order.name, order.pack, order.models, order.seed, order.epochs), progress)
        of = _measured(order.pack, models, progress)
        figures = measuring.held_out(of, progress)
    progress(f"fitting on {len(of.needs)} needs")
    return _store(order, models, of.fitted(), _plain(figures | _counts(of.pack) | _course(order, models)))


def check_name(name: str) -> None:
    """Raises Invalid for a name that cannot be a folder's, or is taken."""
    if not NAME.fullmatch(name) or name == BUILT_IN:
        raise Invalid(N_("方案名称“%(name)s”不可用：请用字母、汉字、数字、点和连字符，最多 60 个字。"), name=name)
    if db.session.scalar(select(func.count()).where(Ranker.name == name)):
        raise Invalid(TAKEN, name=name)


def _check_pack(pack: Pack) -> None:
    levels = {level for judged in pack.levels.values() for level in judged.values()}
    if len(pack.levels) < MIN_TRAINING_NEEDS:
        raise Invalid(
            N_("只有 %(count)s 条需求有标注，至少需要 %(least)s 条才能训练；没有保存任何内容。"),
            count=len(pack.levels),
            least=MIN_TRAINING_NEEDS,
        )
    if not {1, 2} & levels or not {3, 4} & levels:
        raise Invalid(N_("标注中须既有相关（3、4 级）也有不相关（1、2 级）的配对；没有保存任何内容。"))


def _measured(pack: Pack, models: Models, progress: Progress) -> Measured:
    """What a model was trained on is neither measured nor fitted on."""
    trained, threads = models.folders, settings["ENCODER_THREADS"]
    own, cross = trained.get(ENCODER), trained.get(CROSS_ENCODER)
    encoder = Encoder(str(setups.folder(own)), threads=threads) if own else setups.built_in().encoder
    reranker = Reranker(setups.folder(cross), threads=threads) if cross else None
    needs = models.held_out if trained else list(pack.levels)
    return Measured(measuring.encoded(pack, encoder, progress), encoder.identity, reranker, needs)


def _course(order: Order, models: Models) -> dict[str, object]:
    """How the models were trained, and on how many needs the figures stand."""
    if not models.courses:
        return {}
    trained, held_out = split(order.pack, order.seed)
    found: dict[str, object] = {"history": {kind: course.history for kind, course in models.courses.items()}}
    if not models.folders:
        return found
    return found | {"trained_needs": len(trained), "held_out_needs": len(held_out)}


def _store(order: Order, models: Models, calibration: Calibration, figures: dict[str, object]) -> Ranker:
    ranker = Ranker(
        name=order.name,
        origin=order.origin,
        source=order.source[:200],
        seed=order.seed,
        identity=calibration.identity,
        encoder=models.folders.get(ENCODER, ""),
        cross_encoder=models.folders.get(CROSS_ENCODER, ""),
        calibration=calibration.as_dict(),
        figures=figures,
        trained_at=clock.now(),
    )
    db.session.add(ranker)
    record(ranker, Action.TRAIN, None)
    commit(duplicate=TAKEN)
    return ranker


def _counts(encoded: EncodedPack) -> dict[str, object]:
    judged = encoded.pack.levels
    pairs = [level for row in judged.values() for level in row.values()]
    per_level = {str(level): pairs.count(level) for level in sorted(set(pairs))}
    return {
        "needs": len(judged),
        "achievements": len(encoded.pack.achievements),
        "pairs": len(pairs),
        "levels": per_level,
    }


def _plain(value: Any) -> Any:
    """What JSON can hold: a figure that is not defined for these pairs is null."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
