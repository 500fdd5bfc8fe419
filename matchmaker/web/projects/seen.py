from flask import abort

from matchmaker.queries import projects
from matchmaker.web.guards import actor
from models import Project


def seen_project(project_id: int) -> Project:
    """The one that the reader may see; for everybody else there is none."""
    return projects.get(project_id, actor()) or abort(404)
