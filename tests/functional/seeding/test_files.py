"""The demo data's files are such as people would have handed in, and can be opened."""

import hashlib
import io
from collections import Counter

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from matchmaker.adapters import clock, storage
from matchmaker.checks.upload import TYPES, check_content
from matchmaker.policies.attachment import owner_of
from models import Acceptance, Agreement, AgreementChange, Attachment, Event, Milestone, Project, db
from models.actions import Action
from models.enums import SubjectKind
from models.project_enums import AgreementChangeState


@pytest.fixture(autouse=True)
def _story(seeded: Flask) -> None:
    db.session.rollback()


def every():
    return list(db.session.scalars(select(Attachment).order_by(Attachment.id)))


def words_of(row):
    document = docx.Document(io.BytesIO(storage.path(row.stored_name).read_bytes()))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return [each.text for each in document.paragraphs] + cells


def test_each_kind_of_record_has_some():
    found = Counter(type(owner_of(row)) for row in every())
    assert all(found[kind] >= 10 for kind in (Acceptance, Agreement, Milestone, Project))
    owners = [(type(owner_of(row)), owner_of(row).id, row.original_name) for row in every()]
    assert len(set(owners)) == len(owners)


def test_the_bytes_are_what_the_row_says():
    for row in every():
        content = storage.path(row.stored_name).read_bytes()
        assert (row.size, row.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert check_content(io.BytesIO(content), "docx") == row.content_type == TYPES["docx"]


def test_a_file_speaks_of_its_own_project():
    for row in every():
        owner, words = owner_of(row), words_of(row)
        project = owner if isinstance(owner, Project) else owner.project
        assert words[:2] == [row.original_name.removesuffix(".docx"), project.title]
        assert len("".join(words)) > 100, row.original_name
        if isinstance(owner, Agreement):
            assert {owner.contract_no, project.firm.name, project.provider.name} <= set(words)
        if isinstance(owner, Milestone) and "用户" not in row.original_name:
            assert owner.title in words


def test_a_file_was_handed_in_with_its_step_by_whom_it_concerns():
    for row in every():
        owner, day = owner_of(row), row.created_at.astimezone(clock.CITY_ZONE).date()
        project = owner if isinstance(owner, Project) else owner.project
        assert project.signed_on <= day <= clock.today(), row.original_name
        if isinstance(owner, Agreement):
            assert row.uploaded_by.organization.kind.name == "BUREAU"
            continue
        assert row.uploaded_by.organization in (project.firm, project.provider)
        if isinstance(owner, Milestone):
            assert (row.uploaded_by, row.created_at) == (owner.claimed_by, owner.claimed_at)
        if isinstance(owner, Acceptance):
            assert (row.uploaded_by, row.created_at) == (owner.applied_by, owner.applied_at)


def test_the_log_tells_of_each():
    told = Counter(
        (line.subject_kind, line.subject_id, line.at, line.actor_id, line.data["attached"])
        for line in db.session.scalars(select(Event).where(Event.action == Action.EDIT))
        if "attached" in line.data
    )
    kinds = {Project: SubjectKind.PROJECT, Agreement: SubjectKind.AGREEMENT, Acceptance: SubjectKind.ACCEPTANCE}
    for row in every():
        owner = owner_of(row)
        logged = owner.project if isinstance(owner, Milestone) else owner
        assert told[kinds[type(logged)], logged.id, row.created_at, row.uploaded_by_id, row.original_name] == 1
    assert told.total() == len(every())


def test_a_contract_shows_the_terms_as_they_were_signed():
    assert not {row.agreement_id for row in every()} & {
        change.agreement_id
        for change in db.session.scalars(select(AgreementChange))
        if change.state is AgreementChangeState.APPROVED
    }


def test_what_is_said_to_be_attached_is_there():
    for each in db.session.scalars(select(Milestone).where(Milestone.claim_note.contains("附件"))):
        assert each.attachments, each.title
    for each in db.session.scalars(select(Milestone).where(Milestone.claim_note.contains("项目文件"))):
        assert any(file.created_at <= each.claimed_at for file in each.project.attachments), each.title
