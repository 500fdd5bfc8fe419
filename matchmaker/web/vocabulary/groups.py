"""The list of term groups, its trial, and the form of one group."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import vocabulary as vocabulary_query
from matchmaker.services import vocabulary
from matchmaker.web.arguments import page_arg, version_arg
from matchmaker.web.fields import squeeze
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import kept_args, text_arg
from matchmaker.web.vocabulary.blueprint import bp
from matchmaker.web.vocabulary.forms import TermGroupForm
from models import TermGroup

# An address carries both sentences.
LONGEST_TRIAL = 160

Page = str | Response | tuple[str, int]


@bp.get("/")
@permit(Permission.BUREAU)
def index() -> str:
    text = text_arg("q")
    return render_template(
        "vocabulary/index.html",
        page=vocabulary_query.groups(text, page_arg()),
        size=vocabulary_query.size(),
        text=text,
        args=kept_args(),
    )


@bp.get("/trial")
@permit(Permission.BUREAU)
def trial() -> str:
    """Which terms two sentences share."""
    own, other = (squeeze(request.args.get(name))[:LONGEST_TRIAL] for name in ("own", "other"))
    met = vocabulary_query.meeting(own, other) if own and other else None
    return render_template("vocabulary/trial.html", own=own, other=other, met=met, longest=LONGEST_TRIAL)


@bp.route("/new", methods=["GET", "POST"])
@permit(Permission.ADMINISTRATOR)
def create() -> Page:
    form = TermGroupForm.of(None)
    if not form.validate_on_submit():
        return _form(form, status=400 if form.errors else 200)
    group, status = attempt(form, lambda: vocabulary.add_group(form.terms.data, form.note.data, actor=_keeper()))
    if group is None:
        return _form(form, status=status)
    flash(_("术语组“%(name)s”已添加，新的匹配立即使用。", name=group.name), "success")
    return redirect(url_for(".index"))


@bp.route("/<int:group_id>/edit", methods=["GET", "POST"])
@permit(Permission.ADMINISTRATOR)
def edit(group_id: int) -> Page:
    group = _group(group_id)
    form = TermGroupForm.of(group)
    if not form.validate_on_submit():
        return _form(form, group, 400 if form.errors else 200)
    saved, status = attempt(
        form,
        lambda: vocabulary.edit_group(group, form.terms.data, form.note.data, actor=_keeper(), version=version_arg()),
    )
    if saved is None:
        return _form(form, group, status)
    flash(_("术语组“%(name)s”已保存，新的匹配立即使用。", name=saved.name), "success")
    return redirect(url_for(".index"))


@bp.post("/<int:group_id>/delete")
@permit(Permission.ADMINISTRATOR)
def delete(group_id: int) -> Response:
    group = _group(group_id)
    name = group.name
    vocabulary.delete_group(group, actor=_keeper(), version=version_arg())
    flash(_("术语组“%(name)s”已删除。", name=name), "success")
    return redirect(url_for(".index"))


def _group(group_id: int) -> TermGroup:
    return vocabulary_query.group(group_id) or abort(404)


def _keeper() -> Any:
    """Signed in, or the route would not have been reached."""
    return actor()


def _form(form: TermGroupForm, group: TermGroup | None = None, status: int = 200) -> tuple[str, int]:
    version = version_arg() if request.method == "POST" else group.version if group else None
    return render_template("vocabulary/form.html", form=form, group=group, version=version), status
