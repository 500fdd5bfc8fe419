"""What can be late after the signature, as filters: which rows are owed, and which of them by a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_

from matchmaker.checks import deadlines
from matchmaker.checks.deadlines import Duty
from models import Agreement, Milestone, Payment, ProgressReport, Project
from models.enums import AgreementState
from models.enums import ProjectState as S
from models.project_enums import Light, MilestoneState, ProgressState


@dataclass(frozen=True, eq=False)
class Owed:
    """`day`: the column that dates a row; `is_open`: what of a row says that it is owed, in projects of `states`."""

    duty: Duty
    model: type[Any]
    day: Any
    is_open: ColumnElement[bool]
    states: tuple[S, ...]

    @property
    def rule(self) -> ColumnElement[bool]:
        return and_(self.is_open, self.model.project.has(Project.state.in_(self.states)))

    def due_by(self, day: date, column: Any = None) -> ColumnElement[bool]:
        """Rows that are due on or before that day. `column`: with the days, when it is not the model's own."""
        dated = self.day if column is None else column
        rule: ColumnElement[bool] = dated <= (deadlines.signed_by(day) if self._from_signing else day)
        return rule

    def overdue(self, today: date, column: Any = None) -> ColumnElement[bool]:
        return self.due_by(today - timedelta(days=1), column)

    def pressing(self, today: date) -> ColumnElement[bool]:
        """Overdue or due soon."""
        return self.due_by(deadlines.soon_until(self.duty, today))

    def due_on(self, day: date) -> date:
        """From what the column says."""
        return deadlines.registration_due_on(day) if self._from_signing else day

    def light(self, day: date, today: date) -> Light:
        return deadlines.light(self.duty, self.due_on(day), today)

    @property
    def _from_signing(self) -> bool:
        return self.duty is Duty.REGISTRATION


REPORT = Owed(
    Duty.REPORT, ProgressReport, ProgressReport.due_on, ProgressReport.state == ProgressState.OWED, (S.RUNNING,)
)
MILESTONE = Owed(
    Duty.MILESTONE, Milestone, Milestone.due_on, Milestone.state == MilestoneState.OPEN, (S.RUNNING, S.ACCEPTANCE)
)
PAYMENT = Owed(
    Duty.PAYMENT,
    Payment,
    Payment.planned_on,
    and_(Payment.paid_on.is_(None), Payment.planned_on.is_not(None)),
    (S.SIGNED, S.RUNNING, S.ACCEPTANCE, S.COMPLETED),
)
REGISTRATION = Owed(
    Duty.REGISTRATION,
    Agreement,
    Agreement.signed_on,
    Agreement.state == AgreementState.SIGNED,
    tuple(state for state in S if state is not S.TERMINATED),
)
ALL = (REPORT, MILESTONE, PAYMENT, REGISTRATION)
