"""Where a record is looked at."""

from flask import url_for

from models import User
from models.enums import Role, SubjectKind

PAGES = {
    SubjectKind.NEED: ("needs.show", "need_id"),
    SubjectKind.ACHIEVEMENT: ("achievements.show", "achievement_id"),
    SubjectKind.MATCH: ("matches.show", "match_id"),
    SubjectKind.PROJECT: ("projects.show", "project_id"),
    SubjectKind.AGREEMENT: ("agreements.show", "agreement_id"),
    SubjectKind.ORGANIZATION: ("organizations.show", "organization_id"),
    SubjectKind.EVALUATION: ("evaluations.show", "evaluation_id"),
    SubjectKind.REVIEW_ASSIGNMENT: ("reviews.show", "assignment_id"),
    SubjectKind.BID: ("bids.show", "bid_id"),
    SubjectKind.COLLECTION_ROUND: ("rounds.show", "round_id"),
    SubjectKind.NECESSITY_CHECK: ("necessity.show", "check_id"),
    SubjectKind.PUBLICITY: ("publicity.show", "publicity_id"),
    SubjectKind.CHANGE_REQUEST: ("changes.show", "change_id"),
    SubjectKind.ACCEPTANCE: ("acceptance.show", "acceptance_id"),
    SubjectKind.EXPORT: ("exports.show", "export_id"),
    SubjectKind.FOLLOW_UP: ("follow_ups.show", "follow_up_id"),
    SubjectKind.PROGRESS_REPORT: ("progress.show", "report_id"),
    SubjectKind.SNAPSHOT: ("snapshots.show", "snapshot_id"),
    SubjectKind.TERM_GROUP: ("vocabulary.edit", "group_id"),
}


def record_url(kind: SubjectKind, record_id: int, reader: User) -> str:
    """The page of a record; officers verify organizations; a person is seen on the members' page, or as oneself."""
    if kind is SubjectKind.USER:
        return url_for("account.profile" if record_id == reader.id else "organizations.members")
    if kind is SubjectKind.RANKER:
        return url_for("bureau.rankers")
    if kind is SubjectKind.ORGANIZATION and reader.has_role(Role.OFFICER):
        return url_for("organizations.review", organization_id=record_id)
    endpoint, parameter = PAGES[kind]
    return url_for(endpoint, **{parameter: record_id})
