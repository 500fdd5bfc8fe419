"""变更申请 that wait for the other side, then for the bureau."""

from sqlalchemy import and_, select

from matchmaker.messages import N_
from matchmaker.policies.change_request import CHANGEABLE, waits_for
from matchmaker.queries.waiting import Group
from models import ChangeRequest, Project
from models.project_enums import ChangeState

FOR_PARTIES = (
    Group(
        "changes-to-agree",
        N_("等我方答复的变更申请"),
        N_("没有等我方答复的变更申请。"),
        ChangeRequest,
        ChangeRequest.created_at,
        waits_for,
    ),
)
FOR_THE_BUREAU = (
    Group(
        "changes-to-approve",
        N_("待批准的变更申请"),
        N_("变更申请都已办结。"),
        ChangeRequest,
        ChangeRequest.agreed_at,
        lambda _: and_(
            ChangeRequest.state == ChangeState.AGREED,
            ChangeRequest.project_id.in_(select(Project.id).where(Project.state.in_(CHANGEABLE))),
        ),
    ),
)
