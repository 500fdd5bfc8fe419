"""成果产出 of a project: what came of the cooperation."""

from sqlalchemy import select

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.output import can_remove
from matchmaker.policies.project import can_add_output, side_of
from matchmaker.services import events
from matchmaker.services.notify import tell
from matchmaker.services.output_rules import OutputDraft, output_faults, plain_number
from matchmaker.services.project_people import both_sides, people_of
from matchmaker.services.unit import commit, expect_version, lock
from models import Output, Project, User, db
from models.actions import Action

ADDED = N_("%(actor)s在合作项目 %(number)s 登记了成果产出：%(kind)s“%(title)s”。")
REMOVED = N_("%(actor)s删除了合作项目 %(number)s 的成果产出：%(kind)s“%(title)s”。")


def add_output(project: Project, draft: OutputDraft, *, actor: User) -> Output:
    """By either side. Raises Forbidden, Refused (state), Invalid (rules, the same number twice)."""
    lock(project)  # of two entries at once the second finds the first
    side = side_of(actor, project)
    if side is None:
        raise Forbidden()
    if not can_add_output(actor, project):
        raise Refused(N_("项目当前为“%(state)s”，签约以后才能登记成果产出。"), state=project.state)
    for fault in output_faults(project, draft):
        raise fault
    number = plain_number(draft)
    _expect_new(project, draft, number)
    output = Output(**{**vars(draft), "number": number, "project": project, "side": side, "author": actor})
    db.session.add(output)
    events.record(project, Action.ADD_OUTPUT, actor, data={"about": output.title})
    words = {"actor": actor.name, "number": project.number, "kind": output.kind, "title": output.title}
    tell(people_of(project, side.other), ADDED, project, **words)
    commit()
    return output


def remove_output(output: Output, *, actor: User, version: int | None = None) -> None:
    """By the side that entered it, or an officer. Raises Forbidden, Conflict."""
    lock(output.project)
    lock(output)
    expect_version(output, version)
    if not can_remove(actor, output):
        raise Forbidden(N_("这项产出由对方登记，只有登记的一方和科技局可以删除。"))
    project = output.project
    db.session.delete(output)
    events.record(project, Action.REMOVE_OUTPUT, actor, data={"about": output.title})
    words = {"actor": actor.name, "number": project.number, "kind": output.kind, "title": output.title}
    tell([user for user in both_sides(project) if user.id != actor.id], REMOVED, project, **words)
    commit()


def _expect_new(project: Project, draft: OutputDraft, number: str) -> None:
    """The same number, or without one the same title and day, is the same thing."""
    same = select(Output.id).where(Output.project_id == project.id, Output.kind == draft.kind)
    if number:
        same, field = same.where(Output.number == number), "number"
    else:
        same, field = same.where(Output.title == draft.title, Output.achieved_on == draft.achieved_on), "title"
    if db.session.scalar(same) is not None:
        raise Invalid(N_("这项产出已经登记过，请勿重复登记。"), field=field)
