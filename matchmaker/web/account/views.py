"""Accounts: signing in, registering, one's own data. Each topic has its module; this one gathers the blueprint."""

from matchmaker.web.account import language, notifications, profile, recovery, registration, sessions
from matchmaker.web.account.blueprint import bp

__all__ = ["bp", "language", "notifications", "profile", "recovery", "registration", "sessions"]
