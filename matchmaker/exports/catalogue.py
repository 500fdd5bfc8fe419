"""Every list that can be exported, by the endpoint of its page."""

from matchmaker.exports import achievements, after_signature, challenges, cooperation, mixed, needs, organizations

AREAS = (needs, achievements, cooperation, after_signature, challenges, organizations, mixed)
LISTINGS = {listing.key: listing for area in AREAS for listing in area.LISTINGS}
