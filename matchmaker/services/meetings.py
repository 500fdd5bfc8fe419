"""会议纪要 of a project."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from matchmaker.adapters import clock
from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.project import can_keep_records, can_plan
from matchmaker.services import events
from matchmaker.services.notify import tell
from matchmaker.services.project_people import both_sides
from matchmaker.services.unit import commit, lock
from models import Meeting, Project, User, db
from models.actions import Action
from models.enums import TalkForm

ADDED = N_("%(actor)s记录了合作项目 %(number)s“%(title)s”%(day)s 的会议。")


@dataclass(frozen=True)
class MeetingNotes:
    held_on: date
    form: TalkForm
    participants: str
    summary: str
    next_step: str = ""


def add_meeting(project: Project, notes: MeetingNotes, *, actor: User) -> Meeting:
    """By either side or an officer. Raises Forbidden, Refused (state), Invalid (a day to come)."""
    lock(project)
    if not can_plan(actor, project):
        raise Forbidden()
    if not can_keep_records(actor, project):
        raise Refused(N_("项目当前为“%(state)s”，不能再记录会议。"), state=project.state)
    if notes.held_on > clock.today():
        raise Invalid(N_("会议日期不能晚于今天。"), field="held_on")
    _expect_new(project, notes)
    meeting = Meeting(project=project, author=actor, **vars(notes))
    db.session.add(meeting)
    day = notes.held_on.isoformat()
    events.record(project, Action.ADD_MEETING, actor, data={"about": day})
    words = {"actor": actor.name, "number": project.number, "title": project.title, "day": day}
    tell([user for user in both_sides(project) if user.id != actor.id], ADDED, project, **words)
    commit()
    return meeting


def _expect_new(project: Project, notes: MeetingNotes) -> None:
    """A second press of the button is no second meeting."""
    same = [getattr(Meeting, name) == value for name, value in vars(notes).items()]
    if db.session.scalar(select(Meeting.id).where(Meeting.project_id == project.id, *same).limit(1)) is not None:
        raise Refused(N_("同样的会议纪要已经记录过，没有重复记录。"))
