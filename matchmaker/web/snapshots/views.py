"""Collects the routes of the area."""

from matchmaker.web.snapshots import files, pages, steps
from matchmaker.web.snapshots.blueprint import bp

__all__ = ["bp", "files", "pages", "steps"]
