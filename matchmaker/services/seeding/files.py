"""附件 of the demo data: papers of what their records say, handed in by whom and when the story says."""

from io import BytesIO

from sqlalchemy import select

from matchmaker.adapters import storage
from matchmaker.checks.upload import check_content, check_ending, clean_name
from matchmaker.services.seeding import sheets
from matchmaker.services.seeding.context import Context, later
from matchmaker.services.seeding.papers import Filing, paper
from matchmaker.services.seeding.reader import Row, member
from matchmaker.settings import settings
from models import Acceptance, Attachment, Milestone, Project, User, db
from models.actions import Action
from models.enums import MatchSide

SCANNED_AFTER = 0.3


def load(context: Context) -> None:
    """Last of all parts: what lies in the file storage no transaction takes back."""
    db.session.flush()
    for row in context.reader.rows("files"):
        filing = FILINGS[row["owner"]](context, context.projects[row["project"]], row)
        kept = _kept(filing)
        context.filed.append(kept)
        filing.owner.attachments.append(kept)
        logged = filing.project if isinstance(filing.owner, Milestone) else filing.owner
        context.note(filing.at, logged, Action.EDIT, filing.by, data={"attached": kept.original_name})


def _kept(filing: Filing) -> Attachment:
    content, name = sheets.write(paper(filing)), clean_name(filing.row["name"])
    kind = check_content(BytesIO(content), check_ending(name))
    stored = storage.save(BytesIO(content), int(settings["UPLOAD_BYTES"]))
    return Attachment(
        stored_name=stored.name,
        original_name=name,
        content_type=kind,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by=filing.by,
        created_at=filing.at,
    )


def _of_project(context: Context, project: Project, row: Row) -> Filing:
    at = context.reader.moment(row["filed_on"], 18)
    assert at is not None, row["name"]
    return Filing(project, project, _filer(context, project, row), at, row)


def _of_milestone(context: Context, project: Project, row: Row) -> Filing:
    """Handed in with the claim."""
    milestone = {each.title: each for each in project.milestones}[row["about"]]
    assert milestone.claimed_by is not None and milestone.claimed_at is not None, row["name"]
    return Filing(milestone, project, milestone.claimed_by, milestone.claimed_at, row)


def _of_agreement(context: Context, project: Project, row: Row) -> Filing:
    """Scanned by the officer who entered the signing."""
    agreement = project.agreement
    assert agreement is not None, row["name"]
    at = later(agreement.created_at, SCANNED_AFTER)
    assert at is not None
    return Filing(agreement, project, context.officer(agreement), at, row)


def _of_acceptance(context: Context, project: Project, row: Row) -> Filing:
    """Handed in with the application."""
    own = Acceptance.project_id == project.id, Acceptance.number == int(row["about"])
    acceptance = db.session.scalars(select(Acceptance).where(*own)).one()
    return Filing(acceptance, project, acceptance.applied_by, acceptance.applied_at, row)


def _filer(context: Context, project: Project, row: Row) -> User:
    return context.speaker_of(project, member(MatchSide, row["side"]))


FILINGS = {
    "PROJECT": _of_project,
    "MILESTONE": _of_milestone,
    "AGREEMENT": _of_agreement,
    "ACCEPTANCE": _of_acceptance,
}
