"""Somebody else was quicker, after the page was read and before the button took effect."""

import io

import pytest
from sqlalchemy import Update, delete, update

from matchmaker.errors import Conflict, Forbidden, Refused
from matchmaker.services import attachments
from matchmaker.services.acceptance_panel import remove_expert
from matchmaker.services.agreement_registration import submit_registration
from matchmaker.services.outputs import remove_output
from models import Acceptance, AcceptanceOpinion, Attachment, Output, db
from models.enums import ProjectState, RegistrationState
from models.project_enums import AcceptanceState
from tests.factories.projects import AcceptanceFactory, AcceptanceOpinionFactory, OutputFactory, running_project
from tests.functional.attachments.files import PDF
from tests.functional.matches.test_at_once import at_once


@pytest.fixture
def project(app):
    return running_project()


def meanwhile(statement) -> None:
    """What a colleague stores: the rows that are in hand do not hear of it."""
    db.session.execute(statement, execution_options={"synchronize_session": False})


def now_is(row, **values) -> Update:
    return update(type(row)).where(type(row).id == row.id).values(**values)


def test_two_press_the_same_button_in_the_same_instant(project, sign_in):
    """Each with a connection of their own: one takes it away, the other is told."""
    output = OutputFactory(project=project, author=project.achievement.author)
    clients = sign_in(project.officer), sign_in(output.author)
    address = f"/projects/{project.id}/outputs/{output.id}/remove"
    first, second = sorted(at_once(*((client, address, {}) for client in clients)))
    assert first == 302 and second in (404, 409)


def test_an_output_that_is_gone_already(project):
    output = OutputFactory(project=project)
    assert output.project.officer
    meanwhile(delete(Output).where(Output.id == output.id))
    with pytest.raises(Conflict):
        remove_output(output, actor=project.officer)


def test_a_file_that_is_gone_already(project):
    author = project.need.author
    file = attachments.attach(project, "启动会材料.pdf", io.BytesIO(PDF), actor=author)
    assert file.uploaded_by is author
    meanwhile(delete(Attachment).where(Attachment.id == file.id))
    with pytest.raises(Conflict):
        attachments.remove(file, actor=author)


def test_an_expert_who_was_taken_off_already(app):
    acceptance = AcceptanceFactory(state=AcceptanceState.REVIEWING, project=running_project())
    opinion = AcceptanceOpinionFactory(acceptance=acceptance)
    assert acceptance.opinions == [opinion] and opinion.expert and opinion.acceptance
    meanwhile(delete(AcceptanceOpinion).where(AcceptanceOpinion.id == opinion.id))
    with pytest.raises(Conflict):
        remove_expert(opinion, "另有任务", actor=acceptance.project.officer)


def test_a_file_for_documents_that_were_passed_meanwhile(app):
    acceptance = AcceptanceFactory()
    author = acceptance.applied_by
    assert acceptance.state is AcceptanceState.APPLIED and author.is_member
    meanwhile(now_is(acceptance, state=AcceptanceState.REVIEWING))
    with pytest.raises(Forbidden):
        attachments.attach(acceptance, "补充.pdf", io.BytesIO(PDF), actor=author)
    assert db.session.query(Attachment).count() == 0 and db.session.get(Acceptance, acceptance.id)


def test_a_contract_whose_project_was_terminated_meanwhile(project):
    agreement = project.agreement
    assert agreement.project.state is ProjectState.RUNNING
    meanwhile(now_is(project, state=ProjectState.TERMINATED))
    with pytest.raises(Refused, match="已终止"):
        submit_registration(agreement, actor=project.officer)
    assert agreement.registration_state is RegistrationState.UNREGISTERED
