from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.policies.permissions import Permission
from matchmaker.queries import experts as queries
from matchmaker.queries.list_filters import Words
from matchmaker.services.experts import save_profile
from matchmaker.web.arguments import page_arg
from matchmaker.web.experts.forms import ProfileForm
from matchmaker.web.form_rules import attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.list_filters import active_chips, kept_args, text_arg
from models import User

bp = Blueprint("experts", __name__, url_prefix="/experts")


@bp.get("/")
@permit(Permission.OFFICER)
def index() -> str:
    chosen = chosen_experts()
    page = queries.listing(chosen, page_arg())
    return render_template(
        "experts/index.html",
        page=page,
        profiles=queries.profiles(page.rows),
        text=chosen.text,
        chips=active_chips([("q", chosen.text)]),
        args=kept_args(),
    )


def chosen_experts() -> Words:
    return Words(text_arg("q"))


@bp.route("/<int:user_id>/edit", methods=["GET", "POST"])
@permit(Permission.OFFICER)
def edit(user_id: int) -> str | Response | tuple[str, int]:
    return _edit(queries.get(user_id) or abort(404), url_for(".index"))


@bp.route("/profile", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def profile() -> str | Response | tuple[str, int]:
    """One's own."""
    return _edit(actor(), url_for("reviews.mine"))


def _edit(expert: User, back: str) -> str | Response | tuple[str, int]:
    form = ProfileForm(obj=queries.profile_of(expert))
    shown = {"form": form, "expert": expert, "back": back}
    if request.method == "GET":
        return render_template("experts/edit.html", **shown)
    if not form.validate():
        return render_template("experts/edit.html", **shown), 400
    done, status = attempt(form, lambda: save_profile(expert, form.entry(), actor=actor()))
    if not done:
        return render_template("experts/edit.html", **shown), status
    flash(_("专家信息已保存。"), "success")
    return redirect(back)
