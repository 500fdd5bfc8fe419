"""揭榜申请: one's own list, writing, the page of each, handing in."""

from matchmaker.web.bids import editing, exports, files, mine, partners, show, steps
from matchmaker.web.bids.blueprint import bp

__all__ = ["bp", "editing", "exports", "files", "mine", "partners", "show", "steps"]
