"""Every list that can be exported, by the endpoint of its page."""

from matchmaker.exports import (
    achievements,
    after_signature,
    challenges,
    cooperation,
    mixed,
    needs,
    of_project,
    organizations,
)

AREAS = (needs, achievements, cooperation, of_project, after_signature, challenges, organizations, mixed)
LISTINGS = {listing.key: listing for area in AREAS for listing in area.LISTINGS}
