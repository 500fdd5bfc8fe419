"""Every list that can be exported, by the endpoint of its page."""

from matchmaker.exports import achievements, challenges, cooperation, mixed, needs, organizations

AREAS = (needs, achievements, cooperation, challenges, organizations, mixed)
LISTINGS = {listing.key: listing for area in AREAS for listing in area.LISTINGS}
