"""Targets, reports and exports of the bureau."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import factory

from matchmaker.adapters import clock, storage
from matchmaker.checks.deadlines import months_later
from matchmaker.checks.periods import period_with
from matchmaker.policies.export import STANDING, standing
from matchmaker.queries.reporting.content import content
from models import AgreementChange, Export, Snapshot, Target, db
from models.enums import Role
from models.project_enums import AgreementChangeKind, ExportFormat, ExportState, SnapshotKind
from tests.factories.agreements import AgreementFactory
from tests.factories.base import Factory
from tests.factories.people import bureau_user


class TargetFactory(Factory):
    class Meta:
        model = Target

    year = factory.LazyFunction(lambda: clock.today().year)
    indicator = "projects-signed"
    unit = factory.Sequence(lambda n: f"成果转化科{n or ''}")
    goal = Decimal("230")


class SnapshotFactory(Factory):
    """A draft of a half-year, the first one of 2026 and then those before, with its figures as they are."""

    class Meta:
        model = Snapshot

    number = factory.Sequence(lambda n: f"T-2026-{n + 1:03d}")
    kind = SnapshotKind.HALF_YEAR
    since = factory.Sequence(lambda n: months_later(date(2026, 1, 1), -6 * n))
    until = factory.LazyAttribute(lambda row: period_with(row.kind, row.since).until)
    taken_at = factory.LazyFunction(clock.now)
    content = factory.LazyAttribute(lambda row: content(period_with(row.kind, row.since), row.number))
    author = factory.LazyFunction(lambda: bureau_user(Role.OFFICER))


class ExportFactory(Factory):
    class Meta:
        model = Export

    user = factory.LazyFunction(lambda: bureau_user(Role.OFFICER))
    listing = "projects.index"
    format = ExportFormat.XLSX
    locale = "zh"
    created_at = factory.LazyFunction(clock.now)


def stored_export(**given: Any) -> Export:
    """Of the projects, done, with a file of one line."""
    export = ExportFactory(
        **{"state": ExportState.DONE, "finished_at": clock.now(), "format": ExportFormat.CSV, **given}
    )
    export.arguments = {"filter": {}, STANDING: standing(export.user)}
    if "stored_name" not in given:
        export.stored_name = storage.save(BytesIO("编号".encode()), 100).name
    db.session.commit()
    return export


class AgreementChangeFactory(Factory):
    """A correction of the amount that waits for the supervisor."""

    class Meta:
        model = AgreementChange

    agreement = factory.SubFactory(AgreementFactory)
    kind = AgreementChangeKind.CORRECTION
    reason = "录入时少写一位小数。"
    before = factory.LazyFunction(lambda: {"amount": "80.00"})
    after = factory.LazyFunction(lambda: {"amount": "80.50"})
    proposed_by = factory.LazyFunction(lambda: bureau_user(Role.OFFICER))
