"""Needs: the hall, the page of each, posting, review."""

from matchmaker.web.needs import coach, editing, hall, mine, review, show
from matchmaker.web.needs.blueprint import bp

__all__ = ["bp", "coach", "editing", "hall", "mine", "review", "show"]
