"""匹配对照单: what stands on the sheet of one need and one achievement."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from matchmaker.adapters import clock
from matchmaker.matching import EncoderUnavailable, Evidence, Gap, Judgement, Ranked, Sentence, Verdict
from matchmaker.matching.text import BODY
from matchmaker.policies import achievement as achievement_policy
from matchmaker.policies import match as match_policy
from matchmaker.policies import need as need_policy
from matchmaker.queries.shared_texts import SharedTexts, cut, located, shared_texts
from matchmaker.search import judgements, relevance, replica
from matchmaker.search.setups import BUILT_IN, Setup
from models import Achievement, Match, Need, Requirement, User, db
from models.enums import MatchState, Obligation, RelevanceLevel
from models.match import LIVE_STATES

VERDICTS = tuple(verdict.value for verdict in Verdict)
OPEN_QUESTIONS = (Verdict.UNKNOWN.value, Verdict.PARTIAL.value)


@dataclass(frozen=True)
class Line:
    """One requirement and what the achievement says of it. `segments`: (text, kind), kind is number, word or ''.

    `place` is title, row, the field (a message id) in whose sentence `number` the quotation stands, or '' without one;
    `offered` is the compared number as written.
    """

    requirement: Requirement
    verdict: str
    reason: str
    segments: list[tuple[str, str]]
    place: str
    number: int
    offered: str
    gap: Gap | None

    @property
    def is_must(self) -> bool:
        return self.requirement.obligation is Obligation.MUST


@dataclass(frozen=True)
class Standing:
    """The level of the pair and each factor's share of the score; shares sum to 1, or all are 0.

    `ranker` is the name of the set-up that gave it, '' for the built-in one; `model` the identity of its encoder.
    """

    level: RelevanceLevel
    probability: float
    factors: list[tuple[str, float]]
    calibrated: bool
    ranker: str
    model: str


@dataclass(frozen=True)
class MatchSheet:
    """`standing` is None while the model, or the achievement's place in the index, is not to be had."""

    need: Need
    achievement: Achievement
    standing: Standing | None
    lines: list[Line]
    texts: SharedTexts
    made_at: datetime

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many requirements each verdict was given to, all verdicts in order."""
        given = Counter(line.verdict for line in self.lines)
        return [(verdict, given[verdict]) for verdict in VERDICTS]

    @property
    def musts(self) -> tuple[int, int]:
        """(met, all) of the required ones."""
        required = [line.verdict for line in self.lines if line.is_must]
        return required.count(Verdict.MET.value), len(required)

    @property
    def open_lines(self) -> list[Line]:
        """What has to be asked: not mentioned, or met in part."""
        return [line for line in self.lines if line.verdict in OPEN_QUESTIONS]


def pair(need_id: int, achievement_id: int, actor: User | None) -> tuple[Need, Achievement] | None:
    """Both, for a reader who may see the details of both."""
    need = db.session.scalar(
        select(Need)
        .where(Need.id == need_id, need_policy.details_viewable(actor))
        .options(joinedload(Need.organization), selectinload(Need.requirements), selectinload(Need.mode_rows))
    )
    achievement = db.session.scalar(
        select(Achievement)
        .where(Achievement.id == achievement_id, achievement_policy.details_viewable(actor))
        .options(
            joinedload(Achievement.organization),
            selectinload(Achievement.parameters),
            selectinload(Achievement.mode_rows),
        )
    )
    return (need, achievement) if need and achievement else None


def match_of(need: Need, achievement: Achievement, actor: User | None) -> Match | None:
    """The match of the pair that goes on or was agreed, for those who may see it."""
    return db.session.scalar(
        select(Match)
        .where(Match.need_id == need.id, Match.achievement_id == achievement.id, match_policy.viewable(actor))
        .where(Match.state.in_((*LIVE_STATES, MatchState.AGREED)))
        .order_by(Match.id.desc())
        .limit(1)
    )


def sheet_of(need: Need, achievement: Achievement) -> MatchSheet:
    found = judgements.judged(need, [achievement])[achievement.id]
    rows = [_line(row, judgement, achievement) for row, judgement in zip(need.requirements, found, strict=True)]
    required_first = sorted(rows, key=lambda line: not line.is_must)
    texts = shared_texts(need, achievement)
    return MatchSheet(need, achievement, _standing(need, achievement), required_first, texts, clock.now())


def _standing(need: Need, achievement: Achievement) -> Standing | None:
    try:
        found = relevance.scored(need, [achievement.id])
        return _stands(found[0], replica.current().setup) if found else None
    except EncoderUnavailable:
        return None


def _stands(found: Ranked, setup: Setup) -> Standing:
    return Standing(
        level=RelevanceLevel[found.level.name],
        probability=found.probability,
        factors=sorted(found.factors.items(), key=lambda factor: -factor[1]),
        calibrated=found.calibrated,
        ranker="" if setup.name == BUILT_IN else setup.name,
        model=setup.model,
    )


def _line(row: Requirement, judgement: Judgement, achievement: Achievement) -> Line:
    evidence = judgement.evidence
    place, number = _place(evidence.sentence, achievement) if evidence else ("", 0)
    return Line(
        requirement=row,
        verdict=judgement.verdict.value,
        reason=judgement.reason.value,
        segments=_segments(evidence) if evidence else [],
        place=place,
        number=number,
        offered=evidence.sentence.text[slice(*evidence.number)] if evidence and evidence.number else "",
        gap=judgement.gap,
    )


def _place(sentence: Sentence, achievement: Achievement) -> tuple[str, int]:
    if sentence.place == BODY:
        return located(achievement, sentence.text)
    return sentence.place, sentence.number + 1


def _segments(evidence: Evidence) -> list[tuple[str, str]]:
    words = [(start, end, "word") for start, end in evidence.words]
    numbers = [(*evidence.number, "number")] if evidence.number else []
    return cut(evidence.sentence.text, [*numbers, *words])
