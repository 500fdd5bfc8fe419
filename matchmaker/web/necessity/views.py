"""论证: the expert's page of a need that waits for an opinion; the bureau reads what was said."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies import necessity as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import rounds as queries
from matchmaker.services import necessity_checks
from matchmaker.web.arguments import reason_arg, version_arg
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.necessity.forms import OpinionForm
from models import NecessityCheck

bp = Blueprint("necessity", __name__, url_prefix="/necessity")


@bp.get("/<int:check_id>")
@permit(Permission.SIGNED_IN)
def show(check_id: int) -> str:
    return _page(_seen(check_id), OpinionForm())


@bp.post("/<int:check_id>")
@permit(Permission.REVIEW)
def give(check_id: int) -> Any:
    check, form = _seen(check_id), OpinionForm()
    if not form.validate():
        return _page(check, form), 400

    def save() -> NecessityCheck:
        necessity_checks.give(check, form.given(), actor=actor(), version=version_arg())
        return check

    saved, status = attempt(form, save)
    return _done(saved, _("论证意见已提交，谢谢。")) if saved else (_page(check, form), status)


@bp.post("/<int:check_id>/decline")
@permit(Permission.REVIEW)
def decline(check_id: int) -> Response:
    check = _seen(check_id)
    necessity_checks.decline(check, reason_arg(), actor=actor(), version=version_arg())
    return _done(check, _("已谢绝，科技局会另请专家。"))


def _page(check: NecessityCheck, form: OpinionForm) -> str:
    return render_template(
        "necessity/show.html",
        check=check,
        need=check.need,
        form=form,
        mean=queries.mean(check),
        can_answer=policy.can_answer(actor(), check),
    )


def _seen(check_id: int) -> NecessityCheck:
    return queries.check(check_id, actor()) or abort(404)


def _done(check: NecessityCheck, sentence: str) -> Response:
    flash(sentence, "success")
    return redirect(url_for(".show", check_id=check.id))
