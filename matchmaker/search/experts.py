"""Which experts suit a challenge: by field, then by what they say they know."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.errors import DomainError
from matchmaker.matching import Encoder, EncoderUnavailable
from matchmaker.matching.remembering import RememberingEncoder
from matchmaker.search import encoding
from matchmaker.search.documents import document
from models import ExpertProfile, Need

SAME_FIELD, SAME_PARENT, OTHER_FIELD = 2, 1, 0


@dataclass(frozen=True)
class Fit:
    """`field` is 2 for the challenge's own field, 1 for one under the same parent, 0 otherwise. `similarity` is the
    cosine of specialty and challenge; None without a specialty, or while no encoder is at hand."""

    profile: ExpertProfile
    field: int
    similarity: float | None


def fitting(need: Need, candidates: Sequence[ExpertProfile]) -> list[Fit]:
    """All candidates, the best first."""
    similar = _similarities(need, candidates)
    fits = [Fit(each, _field_fit(need, each), similar.get(each.user_id)) for each in candidates]
    return sorted(fits, key=lambda fit: (-fit.field, -(fit.similarity or 0.0), fit.profile.user_id))


def _field_fit(need: Need, profile: ExpertProfile) -> int:
    own, theirs = need.field, profile.field
    if own is None or theirs is None:
        return OTHER_FIELD
    if own.id == theirs.id:
        return SAME_FIELD
    return SAME_PARENT if (own.parent_id or own.id) == (theirs.parent_id or theirs.id) else OTHER_FIELD


def _similarities(need: Need, candidates: Sequence[ExpertProfile]) -> dict[int, float]:
    written = [each for each in candidates if each.specialty.strip()]
    if not written:
        return {}
    try:
        encoder = _remembering(encoding.encoder())
        vectors = encoder.encode_queries([document(need).text, *(each.specialty for each in written)])
    except (EncoderUnavailable, DomainError):
        return {}
    cosines = vectors[1:] @ vectors[0]
    return {each.user_id: float(cosine) for each, cosine in zip(written, cosines, strict=True)}


@lru_cache(maxsize=2)
def _remembering(encoder: Encoder) -> RememberingEncoder:
    return RememberingEncoder(encoder)
