from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.errors import DomainError
from matchmaker.extensions import db
from matchmaker.policies import attachment as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import attachments as queries
from matchmaker.services import attachments
from matchmaker.web.attachments.forms import UploadForm
from matchmaker.web.downloads import private_file
from matchmaker.web.errors import show_on
from matchmaker.web.guards import actor, permit
from models import Acceptance, Achievement, Agreement, Attachment, CollectionRound, Milestone, Need, Project

bp = Blueprint("attachments", __name__, url_prefix="/attachments")

# Endpoints of the record's own page and of the page that manages its files, with the name of its id in both.
PAGES = {
    Need: ("needs.show", "attachments.of_need", "need_id"),
    Achievement: ("achievements.show", "attachments.of_achievement", "achievement_id"),
    Agreement: ("agreements.show", "attachments.of_agreement", "agreement_id"),
    CollectionRound: ("rounds.show", "attachments.of_round", "round_id"),
    Acceptance: ("acceptance.show", "attachments.of_acceptance", "acceptance_id"),
}


@bp.get("/<int:attachment_id>")
@permit(Permission.ANYONE)
def download(attachment_id: int) -> Response:
    row = _load(attachment_id)
    path = queries.file_of(row)
    if path is None:
        current_app.logger.error("the file of attachment %s is missing from the storage", row.id)
        abort(404)
    return private_file(path, row.original_name, row.content_type)


@bp.post("/<int:attachment_id>/remove")
@permit(Permission.MEMBER)
def remove(attachment_id: int) -> Response:
    row = _load(attachment_id)
    name, owner = row.original_name, policy.owner_of(row)
    attachments.remove(row, actor=actor())
    flash(_("附件“%(name)s”已删除。", name=name), "success")
    return redirect(_address(owner, 1))


@bp.route("/needs/<int:need_id>", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def of_need(need_id: int) -> Any:
    return _manage(Need, need_id)


@bp.route("/achievements/<int:achievement_id>", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def of_achievement(achievement_id: int) -> Any:
    return _manage(Achievement, achievement_id)


@bp.route("/agreements/<int:agreement_id>", methods=["GET", "POST"])
@permit(Permission.BUREAU)
def of_agreement(agreement_id: int) -> Any:
    return _manage(Agreement, agreement_id)


@bp.route("/rounds/<int:round_id>", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def of_round(round_id: int) -> Any:
    return _manage(CollectionRound, round_id)


@bp.route("/acceptances/<int:acceptance_id>", methods=["GET", "POST"])
@permit(Permission.MEMBER)
def of_acceptance(acceptance_id: int) -> Any:
    return _manage(Acceptance, acceptance_id)


def _manage(kind: type[policy.Owner], owner_id: int) -> Any:
    owner = queries.owner(kind, owner_id, actor())
    if owner is None:
        abort(404)
    if not policy.can_change(actor(), owner):
        abort(403)
    form, status = UploadForm(), 200
    if form.is_submitted():
        status = _upload(form, owner)
        if status == 200:
            return redirect(_address(owner, 1))
    return _page(form, owner), status


def _upload(form: UploadForm, owner: policy.Owner) -> int:
    if not form.validate():
        return 400
    file = form.file.data
    try:
        row = attachments.attach(owner, file.filename, file.stream, actor=actor())
    except DomainError as error:
        db.session.rollback()
        show_on(form, error)
        return error.status
    flash(_("附件“%(name)s”已上传。", name=row.original_name), "success")
    return 200


def _page(form: UploadForm, owner: policy.Owner) -> str:
    return render_template(
        "attachments/manage.html",
        form=form,
        owner=owner,
        title=owner.contract_no if isinstance(owner, Agreement) else owner.title,
        removable=lambda file: policy.can_remove(actor(), file, owner),
        owner_url=_address(owner, 0),
        form_action=request.path,
        most=attachments.MOST,
    )


def _address(owner: policy.Owner, page: int) -> str:
    if isinstance(owner, Project):
        return url_for("project_files.index", project_id=owner.id)
    if isinstance(owner, Milestone):
        return url_for("milestones.claim", project_id=owner.project_id, milestone_id=owner.id)
    return url_for(PAGES[type(owner)][page], **{PAGES[type(owner)][2]: owner.id})


def _load(attachment_id: int) -> Attachment:
    row = queries.get(attachment_id, actor())
    if row is None:
        abort(404)
    return row
