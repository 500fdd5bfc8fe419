from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, FormField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from matchmaker.queries.acceptances import excuses_of
from matchmaker.services.acceptance_rules import Application, Result, unconfirmed
from matchmaker.web.attachments.forms import FilesField
from matchmaker.web.fields import EnumSelect, LongTextField, Required, TextField, at_most
from matchmaker.web.form_rows import RowList
from models import Acceptance, Milestone, Project, ProjectIndicator
from models.project_enums import AcceptanceVerdict

ANSWERS = {"yes": True, "no": False}
MET = [SelectChoice("", _l("请选择")), SelectChoice("yes", _l("达到")), SelectChoice("no", _l("未达到"))]


class ResultForm(Form):
    id = HiddenField()
    reached = TextField(_l("达到的数值或情况"), [Required(_l("请填写达到的数值或情况。")), at_most(200)])
    met = SelectField(_l("是否达到"), [Required(_l("请选择是否达到。"))], choices=MET)


class ExcuseForm(Form):
    id = HiddenField()
    reason = TextField(_l("未确认的原因"), [Required(_l("尚未确认，请说明原因。")), at_most(500)])


class ApplyForm(FlaskForm):
    summary = LongTextField(
        _l("完成情况说明"),
        [Required(_l("请写明项目完成情况。")), at_most(5000)],
        description=_l("主要工作、取得的成果、应用和效益"),
        render_kw={"rows": 8},
    )
    indicators = RowList(FormField(ResultForm), _l("考核指标"))
    milestones = RowList(FormField(ExcuseForm), _l("未确认的里程碑"))
    reports_reason = LongTextField(_l("逾期未报进展报告的原因"), [at_most(500)], render_kw={"rows": 2})
    file = FilesField(_l("选择文件"), what=_l("检测报告、用户意见、总结报告等"))

    def given(self) -> Application:
        results = [
            Result(entry.about["id"], entry.form.reached.data, ANSWERS.get(entry.form.met.data or ""))
            for entry in self.indicators.entries
        ]
        excuses = {entry.about["id"]: entry.form.reason.data for entry in self.milestones.entries}
        return Application(self.summary.data, results, excuses, self.reports_reason.data)


class VerdictForm(FlaskForm):
    verdict = EnumSelect(
        _l("意见"),
        [Required(_l("请选择。"))],
        members=AcceptanceVerdict,
        blank=_l("请选择"),
        description=_l("通过：达到约定的考核指标；结题：工作已完成，部分指标未达到；不通过：应继续实施后再验收"),
    )
    text = LongTextField(_l("依据"), [Required(_l("请写明依据。")), at_most(3000)], render_kw={"rows": 6})


def apply_form(project: Project, returned: Acceptance | None) -> ApplyForm:
    """Rows for all that must be said; filled with what was handed in before."""
    said = excuses_of(returned)
    data = {
        "summary": returned.summary if returned else "",
        "indicators": [_result(row) for row in project.indicators],
        "milestones": [_excuse(row, said.get(row.title, "")) for row in unconfirmed(project)],
        "reports_reason": said.get("", ""),
    }
    form = ApplyForm(data=data)
    form.indicators.follow(data["indicators"])
    form.milestones.follow(data["milestones"])
    return form


def _result(row: ProjectIndicator) -> dict[str, Any]:
    met = {True: "yes", False: "no", None: ""}[row.met]
    return {"id": row.id, "name": row.name, "promised": row.promised, "reached": row.reached, "met": met}


def _excuse(row: Milestone, reason: str) -> dict[str, Any]:
    return {"id": row.id, "title": row.title, "due_on": row.due_on, "reason": reason}
