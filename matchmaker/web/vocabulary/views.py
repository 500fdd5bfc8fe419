"""术语表: officers read it and try it out, the administrator keeps it."""

from matchmaker.web.vocabulary import groups, tables
from matchmaker.web.vocabulary.blueprint import bp

__all__ = ["bp", "groups", "tables"]
