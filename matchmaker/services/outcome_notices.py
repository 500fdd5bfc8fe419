"""Who hears what of an evaluation's outcome."""

from typing import Any

from matchmaker.adapters import clock
from matchmaker.messages import N_
from matchmaker.services.bid_steps import consortium
from matchmaker.services.evaluations import bids_of
from matchmaker.services.notify import Deadline, holders_of, members_of, tell_and_write
from models import Bid, Evaluation, Project, Publicity, User
from models.challenge_enums import AssignmentState, BidState
from models.enums import Role

OUTCOME = {
    BidState.WON: N_("贵方的揭榜申请 %(number)s“%(title)s”中选，公示至 %(until)s；评审得分和理由见反馈页。"),
    BidState.RESERVE: N_("贵方的揭榜申请 %(number)s“%(title)s”列为备选，公示至 %(until)s；评审得分和理由见反馈页。"),
    BidState.LOST: N_("贵方的揭榜申请 %(number)s“%(title)s”未中选；评审得分和理由见反馈页。"),
}
EXCLUDED = N_("贵方的揭榜申请 %(number)s“%(title)s”未通过形式审查，未中选；理由见反馈页。")
STILL_AT_WORK = (AssignmentState.INVITED, AssignmentState.ACCEPTED)


def bureau() -> list[User]:
    return [*holders_of(Role.OFFICER), *holders_of(Role.SUPERVISOR)]


def tell_outcome(evaluation: Evaluation, notice: Publicity) -> None:
    need = evaluation.need
    words: dict[str, Any] = {"title": need.title, "until": notice.ends_on.isoformat()}
    for bid in bids_of(evaluation.need):
        message = EXCLUDED if bid.excluded_reason else OUTCOME[bid.state]
        tell_and_write(consortium(bid), message, bid, number=bid.number, **words)
    message = N_("榜单“%(title)s”的评榜结果已批准，%(notice)s 公示至 %(until)s。")
    tell_and_write(members_of(need.organization), message, notice, notice=notice.number, **words)
    ends = Deadline(
        uid=f"publicity-{notice.id}",
        name=N_("公示结束：%(title)s"),
        moment=clock.end_of_day(notice.ends_on),
        path=f"/publicity/{notice.id}",
    )
    tell_and_write(bureau(), message, notice, deadline=ends, notice=notice.number, **words)


def tell_unsolved(evaluation: Evaluation, reason: str) -> None:
    need = evaluation.need
    message = N_("榜单“%(title)s”流标：%(reason)s")
    words: dict[str, Any] = {"title": need.title, "reason": reason}
    for bid in bids_of(evaluation.need):
        tell_and_write(consortium(bid), message, bid, **words)
    experts = [each.expert for each in evaluation.assignments if each.state in STILL_AT_WORK]
    tell_and_write([*members_of(need.organization), *bureau(), *experts], message, need, **words)


def tell_reopened(evaluation: Evaluation, notice: Publicity) -> None:
    need = evaluation.need
    message = N_("榜单“%(title)s”的异议经核实成立，公示 %(number)s 终止，重新评榜。")
    words: dict[str, Any] = {"title": need.title, "number": notice.number}
    for bid in bids_of(evaluation.need):
        tell_and_write(consortium(bid), message, bid, **words)
    tell_and_write([*members_of(need.organization), *bureau()], message, notice, **words)


def tell_awarded(project: Project, winner: Bid) -> None:
    """Both sides and the bureau see the project; partners, who have no part in its contract, their bid."""
    message = N_("榜单“%(title)s”公示期满，授榜给 %(winner)s，已建立合作项目 %(project)s，请商定并签订合同。")
    words: dict[str, Any] = {
        "title": project.title,
        "winner": winner.organization.name,
        "project": project.number,
    }
    sides = [*members_of(project.firm), *members_of(project.provider), *bureau()]
    tell_and_write(sides, message, project, **words)
    told = {user.id for user in sides}
    tell_and_write([user for user in consortium(winner) if user.id not in told], message, winner, **words)
