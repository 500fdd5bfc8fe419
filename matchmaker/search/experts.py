"""Which experts suit a challenge or a project: by field, then by what they say they know."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.errors import DomainError
from matchmaker.matching import Encoder, EncoderUnavailable
from matchmaker.matching.remembering import RememberingEncoder
from matchmaker.search import encoding
from matchmaker.search.documents import document
from models import ExpertProfile, Need, Project, User

Candidate = tuple[User, ExpertProfile | None]

SAME_FIELD, SAME_PARENT, OTHER_FIELD = 2, 1, 0


@dataclass(frozen=True)
class Fit:
    """An expert may have no profile yet.

    `field` is 2 for the topic's own field, 1 for one under the same parent, 0 otherwise. `similarity` is the cosine
    of specialty and topic; None without a specialty, or while no encoder is at hand.
    """

    expert: User
    profile: ExpertProfile | None
    field: int
    similarity: float | None


def fitting(topic: Need | Project, candidates: Sequence[Candidate]) -> list[Fit]:
    """All candidates, the best first."""
    similar = _similarities(topic, [profile for _, profile in candidates if profile is not None])
    fits = [Fit(expert, profile, _field_fit(topic, profile), similar.get(expert.id)) for expert, profile in candidates]
    return sorted(fits, key=lambda fit: (-fit.field, -(fit.similarity or 0.0), fit.expert.id))


def _field_fit(topic: Need | Project, profile: ExpertProfile | None) -> int:
    own, theirs = topic.field, profile.field if profile else None
    if own is None or theirs is None:
        return OTHER_FIELD
    if own.id == theirs.id:
        return SAME_FIELD
    return SAME_PARENT if (own.parent_id or own.id) == (theirs.parent_id or theirs.id) else OTHER_FIELD


def _similarities(topic: Need | Project, profiles: Sequence[ExpertProfile]) -> dict[int, float]:
    written = [each for each in profiles if each.specialty.strip()]
    if not written:
        return {}
    text = document(topic).text if isinstance(topic, Need) else topic.title
    try:
        encoder = _remembering(encoding.encoder())
        vectors = encoder.encode_queries([text, *(each.specialty for each in written)])
    except (EncoderUnavailable, DomainError):
        return {}
    cosines = vectors[1:] @ vectors[0]
    return {each.user_id: float(cosine) for each, cosine in zip(written, cosines, strict=True)}


@lru_cache(maxsize=2)
def _remembering(encoder: Encoder) -> RememberingEncoder:
    return RememberingEncoder(encoder)
