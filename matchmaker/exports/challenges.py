"""Bids, evaluations and the pool of experts."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import bids, evaluations, experts
from matchmaker.queries.bids import OwnBid
from matchmaker.queries.list_filters import Everything, Words
from models import Bid, Evaluation, ExpertProfile, User
from models.challenge_enums import AssignmentState, BidState, PartnerState


@dataclass(frozen=True)
class Panel:
    """`seated` experts, of whom `done` have handed in; `bids` were handed in for the challenge."""

    evaluation: Evaluation
    bids: int
    seated: int
    done: int


@dataclass(frozen=True)
class Expert:
    user: User
    profile: ExpertProfile | None


def _own(rows: Sequence[Bid], actor: User, _chosen: object) -> list[OwnBid]:
    return [bids.own(bid, actor) for bid in rows]


def _state(row: OwnBid) -> BidState | None:
    """What becomes of a bid is not told to whoever was only asked to join."""
    takes_part = row.leads or (row.partner is not None and row.partner.state is PartnerState.CONFIRMED)
    return row.bid.state if takes_part else None


def _panels(rows: Sequence[Evaluation], _actor: User, _chosen: object) -> list[Panel]:
    counts = bids.counts([row.need_id for row in rows])
    found = []
    for row in rows:
        states = [each.state for each in row.assignments if each.state in evaluations.SEATED]
        found.append(Panel(row, counts.get(row.need_id, 0), len(states), states.count(AssignmentState.HANDED_IN)))
    return found


def _known(rows: Sequence[User], _actor: User, _chosen: object) -> list[Expert]:
    profiles = experts.profiles(rows)
    return [Expert(user, profiles.get(user.id)) for user in rows]


LISTINGS = (
    Listing(
        "bids.mine",
        N_("我的揭榜"),
        Permission.MEMBER,
        Everything,
        lambda actor, chosen: bids.mine_rows(actor),
        (
            Column(N_("编号"), lambda row: row.bid.number, 18),
            Column(N_("榜单"), lambda row: row.bid.need.title, 44),
            Column(N_("发榜单位"), lambda row: row.bid.need.organization.name, 30),
            Column(N_("牵头单位"), lambda row: row.bid.organization.name, 30),
            Column(N_("本单位牵头"), lambda row: row.leads, 10),
            Column(N_("状态"), _state, 12),
            Column(N_("联合体状态"), lambda row: row.partner and row.partner.state, 12),
            Column(N_("揭榜截止"), lambda row: row.bid.need.bid_deadline, 17),
            Column(N_("最近修改"), lambda row: row.bid.updated_at, 17),
        ),
        _own,
    ),
    Listing(
        "evaluations.index",
        N_("评榜"),
        Permission.BUREAU,
        evaluations.EvaluationFilter,
        evaluations.listing_rows,
        (
            Column(N_("编号"), lambda row: row.evaluation.need.number, 13),
            Column(N_("榜单"), lambda row: row.evaluation.need.title, 44),
            Column(N_("需求单位"), lambda row: row.evaluation.need.organization.name, 30),
            Column(N_("轮次"), lambda row: row.evaluation.number, 8),
            Column(N_("状态"), lambda row: row.evaluation.state, 12),
            Column(N_("申请数"), lambda row: row.bids, 8),
            Column(N_("评审专家"), lambda row: row.seated, 8),
            Column(N_("已提交评分"), lambda row: row.done, 8),
            Column(N_("评审截止"), lambda row: row.evaluation.due_on, 12),
            Column(N_("开封时间"), lambda row: row.evaluation.created_at, 17),
        ),
        _panels,
    ),
    Listing(
        "experts.index",
        N_("专家库"),
        Permission.OFFICER,
        Words,
        lambda actor, chosen: experts.listing_rows(chosen),
        (
            Column(N_("姓名"), lambda row: row.user.name, 12),
            Column(N_("职称"), lambda row: row.profile and row.profile.title, 14),
            Column(N_("单位"), lambda row: row.user.organization.name, 30),
            Column(N_("技术领域"), lambda row: row.profile and row.profile.field, 18),
            Column(N_("专长"), lambda row: row.profile and row.profile.specialty, 50),
            Column(N_("接受评审"), lambda row: row.profile is None or row.profile.available, 10),
        ),
        _known,
    ),
)
