"""项目验收意见书: the conclusion of an acceptance as a paper."""

from flask_babel import gettext as _

from matchmaker.checks.accepted_plan import accepted_plan
from matchmaker.reports.outline import Pairs, Paper, Rows, Section, Text
from matchmaker.web.filters import date_, label
from models import Acceptance

RESULTS, EXPERTS = (0.26, 0.26, 0.32, 0.16), (0.16, 0.26, 0.14, 0.44)


def certificate(acceptance: Acceptance, office: str) -> Paper:
    """`office`: the bureau, whose seal it carries."""
    project = acceptance.project
    return Paper(
        title=_("项目验收意见书"),
        subject=project.title,
        author=office,
        facts=_facts(acceptance),
        sections=[
            Section("summary", _("一、项目完成情况"), [Text(acceptance.summary)]),
            Section("indicators", _("二、考核指标完成情况"), _results(acceptance)),
            Section("exceptions", _("三、需要说明的事项"), _exceptions(acceptance)),
            Section("experts", _("四、专家意见"), [_experts(acceptance)]),
            Section("conclusion", _("五、验收结论"), [Pairs(_conclusion(acceptance)), Text(acceptance.conclusion)]),
            Section("seal", _("六、签章"), [Pairs(_seals(acceptance, office))]),
        ],
        nothing=_("无"),
    )


def _facts(acceptance: Acceptance) -> list[tuple[str, str]]:
    project, plan = acceptance.project, accepted_plan(acceptance.plan)
    return [
        (_("项目编号"), project.number),
        (_("验收次数"), _("第 %(number)s 次", number=acceptance.number)),
        (_("企业"), _("%(name)s（负责人：%(leader)s）", name=project.firm.name, leader=plan.firm_leader or "—")),
        (
            _("高校院所"),
            _("%(name)s（负责人：%(leader)s）", name=project.provider.name, leader=plan.provider_leader or "—"),
        ),
        (_("实施期限"), f"{date_(plan.starts_on) or '—'} — {date_(plan.ends_on) or '—'}"),
        (_("总预算"), _("%(amount)s 万元", amount=f"{plan.total_budget:,.2f}") if plan.total_budget else "—"),
        (_("申请日期"), date_(acceptance.applied_at)),
    ]


def _results(acceptance: Acceptance) -> list[Rows]:
    if not acceptance.indicators:
        return []
    words = {True: _("达到"), False: _("未达到"), None: "—"}
    rows = [(row["name"], row["promised"], row["reached"], words[row["met"]]) for row in acceptance.indicators]
    return [Rows((_("指标"), _("承诺"), _("达到的数值或情况"), _("是否达到")), rows, RESULTS)]


def _exceptions(acceptance: Acceptance) -> list[Pairs]:
    rows = [(row["about"] or _("逾期未报的进展报告"), row["reason"]) for row in acceptance.exceptions]
    return [Pairs(rows)] if rows else []


def _experts(acceptance: Acceptance) -> Rows:
    given = [each for each in acceptance.opinions if each.given_at]
    rows = [(each.expert.name, each.expert.organization.name, label(each.verdict), each.text) for each in given]
    return Rows((_("专家"), _("单位"), _("意见"), _("依据")), rows, EXPERTS)


def _conclusion(acceptance: Acceptance) -> list[tuple[str, str]]:
    return [(_("结论"), label(acceptance.verdict)), (_("日期"), date_(acceptance.concluded_at))]


def _seals(acceptance: Acceptance, office: str) -> list[tuple[str, str]]:
    blank = _("（盖章）\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日")
    project = acceptance.project
    return [(office, blank), (project.firm.name, blank), (project.provider.name, blank)]
