"""What of the agreements waits for the supervisor."""

from matchmaker.messages import N_
from matchmaker.queries.waiting import Group
from models import AgreementChange
from models.project_enums import AgreementChangeState

FOR_SUPERVISORS = (
    Group(
        "agreement-changes",
        N_("待审批的合同变更"),
        N_("合同变更都已审批。"),
        AgreementChange,
        AgreementChange.created_at,
        lambda _: AgreementChange.state == AgreementChangeState.PROPOSED,
    ),
)
