"""Models that are trained further for a set-up: in the instance, each folder beside a note of how it came about."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from matchmaker.errors import Invalid
from matchmaker.matching import EncoderUnavailable
from matchmaker.matching.fine_tuning import Course, split, training_key
from matchmaker.matching.learners import fine_tune_cross_encoder, fine_tune_encoder
from matchmaker.matching.model_folder import folder_identity
from matchmaker.matching.pack import Pack
from matchmaker.messages import N_
from matchmaker.search import setups
from matchmaker.settings import settings

Progress = Callable[[str], None]

ENCODER, CROSS_ENCODER = "encoder", "cross-encoder"
MIN_TELLING_NEEDS = 20
_TUNE = {ENCODER: fine_tune_encoder, CROSS_ENCODER: fine_tune_cross_encoder}


@dataclass(frozen=True)
class Lesson:
    """Which models are trained (ENCODER, CROSS_ENCODER), for the set-up of which name, and on what."""

    name: str
    pack: Pack
    kinds: tuple[str, ...]
    seed: int
    epochs: int


@dataclass
class Models:
    """Folders of the models that became better, relative to the instance, and the course of all that were trained."""

    folders: dict[str, str] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)

    @property
    def held_out(self) -> list[str]:
        """The needs that none of the models was trained on; the same for each, since the seed is."""
        return next(iter(self.courses.values())).held_out


def train(lesson: Lesson, progress: Progress) -> Models:
    """A run that was killed goes on where it was; a model that is finished already is not trained again.

    Takes minutes; asks nothing of the database. Raises Invalid, EncoderUnavailable.
    """
    models = Models()
    if lesson.kinds:
        check(lesson)
    for kind in lesson.kinds:
        relative = f"rankers/{lesson.name}/{kind}"
        course = models.courses[kind] = _course(lesson, kind, setups.folder(relative), progress)
        if course.improved:
            models.folders[kind] = relative
        else:
            progress(f"{kind}, no epoch was better on the held-out needs; the set-up goes without")
    return models


def check(lesson: Lesson) -> None:
    """Raises Invalid where the models cannot be trained from what is configured, or on this pack."""
    if not Path(settings["ENCODER"]).is_dir():
        raise Invalid(
            N_(
                "只能从本机文件夹中的模型继续训练，而配置的模型“%(name)s”不是文件夹；"
                "请把它下载到文件夹，再用 MATCHMAKER_ENCODER 指定。"
            ),
            name=settings["ENCODER"],
        )
    telling = sum(map(len, split(lesson.pack, lesson.seed)))
    if telling < MIN_TELLING_NEEDS:
        raise Invalid(
            N_("只有 %(count)s 条需求标有不同等级的成果，至少需要 %(least)s 条才能训练模型；没有保存任何内容。"),
            count=telling,
            least=MIN_TELLING_NEEDS,
        )


def _course(lesson: Lesson, kind: str, out: Path, progress: Progress) -> Course:
    base = Path(settings["ENCODER"])
    key = training_key(lesson.pack, base, lesson.seed, lesson.epochs)
    note = out.with_name(f"{kind}.course.json")
    known = _noted(note, key, out)
    if known:
        progress(f"{kind}, trained already")
        return known
    shutil.rmtree(out, ignore_errors=True)
    course = _TUNE[kind](
        lesson.pack,
        base,
        out,
        seed=lesson.seed,
        epochs=lesson.epochs,
        threads=os.cpu_count() or 1,
        progress=lambda line: progress(f"{kind}, {line}"),
    )
    _write(note, {"key": key, **asdict(course)})
    return course


def _noted(note: Path, key: str, out: Path) -> Course | None:
    """The course of a training that came to its end, if it was this one and its model is there."""
    try:
        told = json.loads(note.read_text("utf-8"))
        if told.pop("key") != key:
            return None
        course = Course(**told)
        if course.improved:
            folder_identity(out)
    except (OSError, ValueError, KeyError, TypeError, EncoderUnavailable):
        return None
    return course


def _write(note: Path, values: dict[str, object]) -> None:
    temporary = note.with_suffix(".new")
    temporary.write_text(json.dumps(values, ensure_ascii=False, indent=2), "utf-8")
    temporary.replace(note)
