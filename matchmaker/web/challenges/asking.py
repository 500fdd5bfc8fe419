from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from matchmaker.extensions import limiter
from matchmaker.policies.permissions import Permission
from matchmaker.queries import challenges as queries
from matchmaker.services import questions
from matchmaker.web.arguments import version_arg
from matchmaker.web.challenges.blueprint import bp, seen
from matchmaker.web.challenges.forms import AnswerForm, QuestionForm
from matchmaker.web.coach import person
from matchmaker.web.form_rules import announce, attempt
from matchmaker.web.guards import actor, permit
from matchmaker.web.needs.show import page
from models import Need

OFTEN_ENOUGH = "30 per hour"


@bp.post("/questions")
@limiter.limit(OFTEN_ENOUGH, key_func=person)
@permit(Permission.BID)
def ask(need_id: int) -> Any:
    need, form = seen(need_id), QuestionForm()
    done, status = None, 400
    if form.validate():
        done, status = attempt(form, lambda: questions.ask(need, form.text.data, actor=actor()))
    if done is None:
        announce(form)
        return page(need, question_form=form), status
    flash(_("已提交，企业答复后会通知您。提问和答复所有人可见，提问单位不公开。"), "success")
    return _back(need)


@bp.post("/questions/<int:question_id>")
@permit(Permission.POST_NEED)
def answer(need_id: int, question_id: int) -> Any:
    need = seen(need_id)
    question = queries.question(question_id, need) or abort(404)
    form = AnswerForm()
    version = version_arg()
    status = 400
    if form.validate():
        _done, status = attempt(
            form, lambda: questions.answer(question, form.answer.data, actor=actor(), version=version)
        )
    if status != 200:
        announce(form)
        return page(need, answer_form=form, answering=question_id), status
    flash(_("答复已公开。"), "success")
    return _back(need)


def _back(need: Need) -> Any:
    return redirect(url_for("needs.show", need_id=need.id, _anchor="questions"))
