"""Targets, reports and exports of the bureau."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import factory

from matchmaker.adapters import clock, storage
from matchmaker.policies.export import STANDING, standing
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
    """A draft of the first half of 2026 without a figure."""

    class Meta:
        model = Snapshot

    number = factory.Sequence(lambda n: f"T-2026-{n + 1:03d}")
    kind = SnapshotKind.HALF_YEAR
    since, until = date(2026, 1, 1), date(2026, 6, 30)
    taken_at = factory.LazyFunction(clock.now)
    content = factory.LazyFunction(dict)
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
    export = ExportFactory(**{"state": ExportState.DONE, "finished_at": clock.now(), "format": ExportFormat.CSV, **given})
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
