"""Reports of the bureau that wait for the supervisor."""

from sqlalchemy import and_

from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import Snapshot
from models.project_enums import SnapshotState

FOR_SUPERVISORS = (
    Group(
        "snapshots",
        N_("待审批的统计报表"),
        N_("统计报表都已审批。"),
        Snapshot,
        Snapshot.updated_at,
        lambda user: and_(Snapshot.state == SnapshotState.SUBMITTED, Snapshot.author_id != user.id),
    ),
)
