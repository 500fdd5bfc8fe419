from matchmaker.web.achievements.blueprint import bp

__all__ = ["bp"]
