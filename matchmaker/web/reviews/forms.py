from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, Form
from wtforms.validators import ValidationError

from matchmaker.services.review_scores import TOP, Mark
from matchmaker.web.fields import LongTextField, WholeNumberField, at_most
from models import Criterion, Score

LONGEST_COMMENT = 1000


class AcceptForm(FlaskForm):
    confidential = BooleanField(
        _l("保密承诺：对揭榜申请的内容、评审过程和评分严格保密，不复制、不外传，评审结束后不留存材料。")
    )
    independent = BooleanField(
        _l("回避承诺：本人与需求单位和各揭榜单位没有任职、合作、亲属或其他利害关系，独立评审，不与其他专家交换意见。")
    )


class ScoreForm(FlaskForm):
    """A field for points and one for a comment on each criterion, added by `score_form`."""

    def rows(self) -> list[tuple[Criterion, Any, Any]]:
        return [(each, self[f"points_{each.id}"], self[f"comment_{each.id}"]) for each in self.criteria]

    def marks(self) -> dict[int, Mark]:
        return {each.id: Mark(points.data, comment.data) for each, points, comment in self.rows()}

    criteria: tuple[Criterion, ...] = ()


def _in_range(_: Form, field: Field) -> None:
    if field.data is not None and not 0 <= field.data <= TOP:
        raise ValidationError(str(_l("请填写 0 到 100 的整数。")))


def score_form(criteria: Iterable[Criterion], scores: dict[int, Score]) -> ScoreForm:
    """Filled with what is kept of this bid."""
    rows = tuple(criteria)
    fields: dict[str, Any] = {"criteria": rows}
    for row in rows:
        fields[f"points_{row.id}"] = WholeNumberField(_l("分数"), validators=[_in_range])
        fields[f"comment_{row.id}"] = LongTextField(
            _l("评语"), validators=[at_most(LONGEST_COMMENT)], render_kw={"rows": 3}
        )
    kept = {
        name: value
        for key, score in scores.items()
        for name, value in ((f"points_{key}", score.points), (f"comment_{key}", score.comment))
    }
    return type("BidScoreForm", (ScoreForm,), fields)(data=kept)
