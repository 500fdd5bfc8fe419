"""Achievements: the hall and the page, what their authors write, what the bureau decides."""

from matchmaker.web.achievements import coach, editing, hall, mine, review, show
from matchmaker.web.achievements.blueprint import bp

__all__ = ["bp", "coach", "editing", "hall", "mine", "review", "show"]
