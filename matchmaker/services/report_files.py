"""Word and Excel of a report."""

from datetime import datetime

from matchmaker.adapters.clock import CITY_ZONE
from matchmaker.errors import Refused
from matchmaker.messages import N_
from matchmaker.queries import snapshots as queries
from matchmaker.queries.reporting.frozen import CHINESE
from matchmaker.queries.reporting.sample import sample
from matchmaker.reports import snapshot_excel, snapshot_template, snapshot_word
from matchmaker.reports.snapshot_text import Approval
from matchmaker.reports.snapshot_word import NotATemplate
from matchmaker.reports.template_env import BadTag, UnknownPlaceholder
from models import Snapshot
from models.project_enums import SnapshotKind

SIZE_MAX = 200 * 1024 * 1024


def approval(row: Snapshot) -> Approval:
    return Approval(
        state=row.state.label(CHINESE),
        author=row.author.name,
        remark=row.remark,
        approver=row.decided_by.name if row.digest and row.decided_by else "",
        approved_at=_moment(row.decided_at) if row.digest and row.decided_at else "",
        digest=row.digest,
    )


def word(row: Snapshot) -> bytes:
    """From the template in use. Raises Refused when it cannot be filled."""
    try:
        return snapshot_word.write(row.content, approval(row), template_of(row.kind))
    except (UnknownPlaceholder, BadTag, NotATemplate) as error:
        name = getattr(error, "name", "") or getattr(error, "tag", "")
        raise Refused(
            N_("Word 模板填不进这份报表（%(name)s），请先在“Word 模板”页更换模板。"), name=name or row.kind
        ) from error


def excel(row: Snapshot) -> bytes:
    return snapshot_excel.write(row.content, approval(row))


def template_of(kind: SnapshotKind) -> bytes:
    """The bureau's own that was handed in last, or the built-in one."""
    own = queries.template(kind)
    return queries.template_bytes(own) if own else snapshot_template.built_in(sample(kind))


def _moment(when: datetime) -> str:
    return f"{when.astimezone(CITY_ZONE):%Y-%m-%d %H:%M}"
