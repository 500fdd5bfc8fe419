"""An open challenge: questions and answers, changes, its deadline for calendars. Its page is the need's."""

from matchmaker.web.challenges import amending, asking, calendar
from matchmaker.web.challenges.blueprint import bp

__all__ = ["amending", "asking", "bp", "calendar"]
