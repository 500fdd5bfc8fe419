"""Collects the routes of the area."""

from matchmaker.web.rounds import editing, lists, pages, triage
from matchmaker.web.rounds.blueprint import bp

__all__ = ["bp", "editing", "lists", "pages", "triage"]
