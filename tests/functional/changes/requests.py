"""What the tests of change requests send."""

from datetime import date, timedelta
from typing import Any

from models import ChangeRequest, Project, db
from models.project_enums import ChangeKind

REASON = "进口传感器交货推迟三个月。"


def later(day: date, days: int = 92) -> str:
    return (day + timedelta(days=days)).isoformat()


def extension(project: Project, **given: Any) -> dict[str, Any]:
    """Three months more, the second milestone with it."""
    rows = {
        f"milestones-{place}-{name}": value
        for place, row in enumerate(project.milestones)
        for name, value in (("id", row.id), ("due_on", later(row.due_on, 92 * place)))
    }
    return {"ends_on": later(project.ends_on), "reason": REASON, **rows, **given}


def ask(client: Any, project: Project, kind: ChangeKind, data: dict[str, Any]) -> Any:
    return client.post(f"/projects/{project.id}/changes/new?kind={kind.name}", data=data)


def only_change() -> ChangeRequest:
    return db.session.query(ChangeRequest).one()


def answer(client: Any, change: ChangeRequest, step: str, **given: Any) -> Any:
    return client.post(f"/changes/{change.id}/{step}", data={"version": change.version, **given})
