from matchmaker.web.needs.blueprint import bp

__all__ = ["bp"]
