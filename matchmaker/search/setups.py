"""排序方案: which encoder and which calibration rank, and in which process they are loaded."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.errors import DomainError
from matchmaker.matching import Calibration, Encoder, EncoderUnavailable, Reranker, calibration_for
from matchmaker.messages import N_
from matchmaker.settings import settings
from models import Ranker, RankerActivation, db

BUILT_IN = "builtin"
log = logging.getLogger(__name__)


class SetupUnavailable(DomainError):
    """A trained set-up cannot be used on this machine; the sentence says what to do."""


@dataclass(frozen=True)
class Setup:
    """What ranks. `trouble` says why the built-in set-up stands in for the one that was activated."""

    name: str
    encoder: Encoder
    calibration: Calibration
    reranker: Reranker | None = None
    ranker_id: int | None = None
    trouble: SetupUnavailable | None = None

    @property
    def model(self) -> str:
        """Identity of the encoder; vectors of different ones must not be compared."""
        return self.encoder.identity


@dataclass(frozen=True)
class _Key:
    """A ranker never changes, but the id of a deleted one may be given again."""

    ranker_id: int
    trained_at: datetime
    encoder: str


_encoders: dict[str, Encoder] = {}
_rerankers: dict[str, Reranker] = {}
_trained: dict[_Key, Setup] = {}
_said: set[str] = set()


def active(session: Session | None = None) -> Setup:
    """The set-up that was activated last; the built-in one while none was, or while it cannot be used.

    One small query a call. Raises EncoderUnavailable when the built-in one cannot be used either.
    """
    reader = session or db.session()
    row = reader.execute(_LAST).first()
    if row is None or row.id is None:
        return built_in()
    try:
        return _once_loaded(_Key(row.id, row.trained_at, settings["ENCODER"]), reader)
    except SetupUnavailable as error:
        _say_once(error)
        return built_in(error)


def named(name: str) -> Setup:
    """A set-up by its name, `builtin` being the built-in one. Raises SetupUnavailable, EncoderUnavailable."""
    if name == BUILT_IN:
        return built_in()
    return of_ranker(find(name))


def find(name: str) -> Ranker:
    """Raises SetupUnavailable when there is none of that name."""
    ranker = db.session.scalar(select(Ranker).where(Ranker.name == name))
    if ranker is None:
        raise SetupUnavailable(N_("没有名为“%(name)s”的排序方案；用 flask ranker list 查看。"), name=name)
    return ranker


def built_in(trouble: SetupUnavailable | None = None) -> Setup:
    """The configured encoder and the calibration that is shipped. Raises EncoderUnavailable."""
    encoder = loaded(settings["ENCODER"])
    return Setup(
        BUILT_IN, encoder, calibration_for(encoder.identity), reranker_in(settings["CROSS_ENCODER"]), trouble=trouble
    )


def of_ranker(ranker: Ranker) -> Setup:
    """Raises SetupUnavailable for other features, or a folder that is missing or holds something else."""
    try:
        calibration = Calibration.from_dict(ranker.calibration)
    except ValueError as error:
        raise SetupUnavailable(_OLD_FEATURES, name=ranker.name) from error
    return Setup(ranker.name, _encoder_of(ranker), calibration, _reranker_of(ranker), ranker.id)


def folder(relative: str) -> Path:
    """A folder that a ranker names, as it lies on this machine."""
    return Path(settings["INSTANCE"]) / relative


def forget() -> None:
    """Read every folder again at its next use."""
    _encoders.clear()
    _rerankers.clear()
    _trained.clear()


def models_in_use() -> set[str]:
    """Identities of the encoders whose vectors are kept: the active and the built-in one, and the one that a rollback
    would bring back. Raises EncoderUnavailable."""
    present, before = activated_ids()
    trained = db.session.scalars(select(Ranker.identity).where(Ranker.id.in_([present, before])))
    return {loaded(settings["ENCODER"]).identity, *trained}


def activated_ids() -> tuple[int | None, int | None]:
    """Rankers that were activated last, and last before that one; none is the built-in set-up."""
    query = select(RankerActivation.ranker_id).order_by(RankerActivation.id.desc())
    ids = iter(db.session.scalars(query).all())
    present = next(ids, None)
    return present, next((each for each in ids if each != present), None)


def loaded(source: str) -> Encoder:
    """One encoder a model and process; its weights are read at its first use, after the server has forked."""
    if source not in _encoders:
        _encoders[source] = Encoder(source, threads=settings["ENCODER_THREADS"])
    return _encoders[source]


def reranker_in(source: str) -> Reranker | None:
    """The cross-encoder of a folder, one a process; none where none is named or the folder is not whole."""
    if not source:
        return None
    if source not in _rerankers:
        _rerankers[source] = Reranker(source, threads=settings["ENCODER_THREADS"])
    try:
        log.debug("cross-encoder %s", _rerankers[source].identity)
    except EncoderUnavailable as error:
        _log_once(str(error))
        return None
    return _rerankers[source]


_OLD_FEATURES = N_("排序方案“%(name)s”是为旧版特征训练的，不能再用；请用 flask train 重新训练。")
_NO_FOLDER = N_(
    "排序方案“%(name)s”的模型文件夹 %(folder)s 不存在或不完整，现由内置方案排序；"
    "请把该文件夹复制到这台机器，或用 flask ranker rollback 退回上一方案。"
)
_OTHER_MODEL = N_(
    "%(folder)s 中的模型已不是排序方案“%(name)s”训练时的模型，现由内置方案排序；"
    "请恢复原来的文件夹，或用 flask train 重新训练。"
)

_LAST = (
    select(Ranker.id, Ranker.trained_at)
    .select_from(RankerActivation)
    .outerjoin(RankerActivation.ranker)
    .order_by(RankerActivation.id.desc())
    .limit(1)
)


def _once_loaded(key: _Key, session: Session) -> Setup:
    if key not in _trained:
        _trained[key] = of_ranker(session.get_one(Ranker, key.ranker_id))
    return _trained[key]


def _encoder_of(ranker: Ranker) -> Encoder:
    source = str(folder(ranker.encoder)) if ranker.encoder else settings["ENCODER"]
    encoder = loaded(source)
    try:
        identity = encoder.identity
    except EncoderUnavailable as error:
        raise SetupUnavailable(_NO_FOLDER, name=ranker.name, folder=source) from error
    if identity != ranker.identity:
        raise SetupUnavailable(_OTHER_MODEL, name=ranker.name, folder=source)
    return encoder


def _reranker_of(ranker: Ranker) -> Reranker | None:
    source = str(folder(ranker.cross_encoder)) if ranker.cross_encoder else ""
    found = reranker_in(source)
    if source and found is None:
        raise SetupUnavailable(_NO_FOLDER, name=ranker.name, folder=source)
    return found


def _say_once(error: SetupUnavailable) -> None:
    _log_once(error.message % error.params)


def _log_once(sentence: str) -> None:
    if sentence not in _said:
        _said.add(sentence)
        log.error("%s", sentence)
