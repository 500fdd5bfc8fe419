"""The way of the needs handed in within a period: how many of them came how far, whenever that was."""

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from matchmaker.messages import N_
from matchmaker.queries.figures.figure import Figure
from models import Match, Need, Project

# Projects are few: their list is made once; matches are many and looked up need by need.
_SIGNED = select(Project.need_id).where(Project.need_id.is_not(None), Project.signed_on.is_not(None))
SIGNED = Need.id.in_(_SIGNED)
COMPLETED = Need.id.in_(_SIGNED.where(Project.completed_on.is_not(None)))
MATCHED = select(Match.id).where(Match.need_id == Need.id).exists()
TALKED = select(Match.id).where(Match.need_id == Need.id, Match.talks_began_at.is_not(None)).exists()


def _passed(key: str, title: str, definition: str, rule: ColumnElement[bool] | Any) -> Figure:
    return Figure(key, title, definition, Need, Need.submitted_at, Need.submitted_at.is_not(None) & rule)


# A challenge is signed with the winner of its bids and has no match: it counts as having been matched and talked about.
PASSING = (
    _passed(
        "funnel-submitted",
        N_("提交的需求"),
        N_("企业提交审核的需求，以最近一次提交日期计，不论结果。"),
        Need.submitted_at.is_not(None),
    ),
    _passed(
        "funnel-published",
        N_("提交的需求中已发布的"),
        N_("期内提交的需求中，至今发布过的。"),
        Need.published_at.is_not(None),
    ),
    _passed(
        "funnel-matched",
        N_("提交的需求中有对接的"),
        N_("期内提交的需求中，至今有人发起过对接的；揭榜签约的一并计入。"),
        Need.published_at.is_not(None) & or_(SIGNED, MATCHED),
    ),
    _passed(
        "funnel-talking",
        N_("提交的需求中进入洽谈的"),
        N_("期内提交的需求中，至今有对接得到双方同意的；揭榜签约的一并计入。"),
        Need.published_at.is_not(None) & or_(SIGNED, TALKED),
    ),
    _passed(
        "funnel-signed",
        N_("提交的需求中已签约的"),
        N_("期内提交的需求中，至今签订了合作项目的。"),
        Need.published_at.is_not(None) & SIGNED,
    ),
    _passed(
        "funnel-completed",
        N_("提交的需求中已完成的"),
        N_("期内提交的需求中，至今合作项目已验收完成的。"),
        Need.published_at.is_not(None) & COMPLETED,
    ),
)
