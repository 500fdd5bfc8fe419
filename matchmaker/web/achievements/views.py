"""Achievements: the hall and the page, what their authors write, what the bureau decides."""

from matchmaker.web.achievements import editing, hall, mine, review, show
from matchmaker.web.achievements.blueprint import bp

__all__ = ["bp", "editing", "hall", "mine", "review", "show"]
