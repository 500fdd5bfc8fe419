"""Where an evaluation stands, in words."""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaker.services.evaluations import MIN_EXPERTS, SEATED
from models import Bid, Evaluation
from models.challenge_enums import AssignmentState, BidState
from models.challenge_enums import EvaluationState as S

STEPS = (_l("开封"), _l("形式审查"), _l("组建专家组"), _l("专家评审"), _l("中选建议"), _l("审批公示"))
REACHED = {S.REVIEWING: 3, S.SCORED: 4, S.PROPOSED: 5, S.APPROVED: 5, S.AWARDED: 6, S.REOPENED: 5}


class Next(NamedTuple):
    """`way` is what the page offers with it: check, name, start, watch, results, decide, or '' for nothing."""

    title: str
    text: str
    way: str = ""


def steps(evaluation: Evaluation, bids: list[Bid]) -> list[tuple[Any, str]]:
    """For the macro `steps`."""
    reached = _reached(evaluation, bids)
    states = ["done" if place < reached else "todo" for place in range(len(STEPS))]
    if reached < len(STEPS):
        stopped = evaluation.state in (S.UNSOLVED, S.REOPENED)
        states[reached] = "stopped" if stopped else "current"
    return list(zip(STEPS, states, strict=True))


def _reached(evaluation: Evaluation, bids: list[Bid]) -> int:
    if evaluation.state in REACHED:
        return REACHED[evaluation.state]
    if evaluation.state is S.UNSOLVED and evaluation.closed_at:
        return 4
    return 1 if unchecked(bids) else 2


def unchecked(bids: list[Bid]) -> list[Bid]:
    return [bid for bid in bids if bid.state is BidState.SUBMITTED]


def panel(evaluation: Evaluation) -> tuple[int, int]:
    """(experts who handed in, experts on the panel)"""
    states = [each.state for each in evaluation.assignments if each.state in SEATED]
    return states.count(AssignmentState.HANDED_IN), len(states)


def next_step(evaluation: Evaluation, bids: list[Bid]) -> Next:
    """What the officer does now."""
    if evaluation.state is S.NAMING:
        return _while_naming(evaluation, bids)
    if evaluation.state is S.REVIEWING:
        return _while_reviewing(evaluation)
    if evaluation.state is S.SCORED:
        return Next(_("评审已结束"), _("请企业在反馈承诺日之前提出中选建议。"), "results")
    if evaluation.state is S.PROPOSED:
        return Next(_("企业已提出中选建议"), _("等科室负责人审批。"), "decide")
    if evaluation.state is S.REOPENED:
        return Next(_("异议成立，已重新评榜"), _("这一轮的结果不再有效，请看下一轮评榜。"))
    return Next(str(_("评榜已有结论")), _("评审结果和反馈情况可随时查看。"), "decide")


def _while_naming(evaluation: Evaluation, bids: list[Bid]) -> Next:
    waiting, seated = unchecked(bids), panel(evaluation)[1]
    if not bids:
        return Next(_("没有揭榜申请"), _("截止时没有收到揭榜申请，请科室负责人决定是否流标。"), "decide")
    if waiting:
        return Next(
            _("先做形式审查"),
            _("还有 %(count)s 份揭榜申请待审查，核对材料是否齐全、主体是否合格。", count=len(waiting)),
            "check",
        )
    if all(bid.excluded_reason for bid in bids):
        return Next(_("没有进入评审的申请"), _("全部申请未通过形式审查，请科室负责人决定是否流标。"), "decide")
    if seated < MIN_EXPERTS:
        missing = MIN_EXPERTS - seated
        return Next(
            _("再指派 %(count)s 位专家", count=missing),
            _("评审专家不少于 %(least)s 人，下方按领域和专长推荐。", least=MIN_EXPERTS),
            "name",
        )
    return Next(_("可以启动评审"), _("定下评审截止日期后启动；启动后不能再改形式审查结果。"), "start")


def _while_reviewing(evaluation: Evaluation) -> Next:
    done, seated = panel(evaluation)
    if seated < MIN_EXPERTS:
        text = _("现有 %(seated)s 位专家，评审专家不少于 %(least)s 人。", seated=seated, least=MIN_EXPERTS)
        return Next(_("请补充指派专家"), text, "name")
    text = _("已提交 %(done)s／%(all)s。全部提交后自动结束；在此之前任何人看不到分数。", done=done, all=seated)
    return Next(_("专家评审中"), text, "watch")
