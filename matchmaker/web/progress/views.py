"""调度: a project's reports by period, the bureau's answers, and the list of all projects with their lights."""

from matchmaker.web.progress import overview, project, reporting
from matchmaker.web.progress.blueprint import bp

__all__ = ["bp", "overview", "project", "reporting"]
