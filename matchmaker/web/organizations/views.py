"""Organizations: public pages and what the owner does. The bureau's verification is in review.py."""

from matchmaker.web.organizations import editing, members, pages, review
from matchmaker.web.organizations.blueprint import bp

__all__ = ["bp", "editing", "members", "pages", "review"]
