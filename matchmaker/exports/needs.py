from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies import need as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import needs as queries
from matchmaker.queries.list_filters import Everything, Tab
from models import Need, User


@dataclass(frozen=True)
class Shown:
    """`text` is empty where the reader may not see details; `matches` are (all, live)."""

    need: Need
    text: str
    matches: tuple[int, int] = (0, 0)


def _shown(rows: Sequence[Need], actor: User, chosen: object = None) -> list[Shown]:
    return [Shown(need, need.problem if policy.can_view_details(actor, need) else "") for need in rows]


def _with_matches(rows: Sequence[Need], actor: User, chosen: object = None) -> list[Shown]:
    counts = queries.match_counts(rows)
    return [Shown(each.need, each.text, counts.get(each.need.id, (0, 0))) for each in _shown(rows, actor)]


FIRST = (
    Column(N_("编号"), lambda row: row.need.number, 13),
    Column(N_("需求名称"), lambda row: row.need.title, 44),
    Column(N_("类型"), lambda row: row.need.kind, 12),
    Column(N_("状态"), lambda row: row.need.state, 12),
    Column(N_("单位"), lambda row: row.need.organization.name, 30),
    Column(N_("技术领域"), lambda row: row.need.field, 18),
    Column(N_("县区"), lambda row: row.need.district, 10),
    Column(N_("资金（万元）"), lambda row: row.need.award_amount if row.need.is_challenge else row.need.budget, 12),
    Column(N_("合作方式"), lambda row: tuple(row.need.modes), 20),
    Column(N_("公开范围"), lambda row: row.need.visibility, 12),
)
LAST = (
    Column(N_("揭榜截止"), lambda row: row.need.bid_deadline, 17),
    Column(N_("需求说明"), lambda row: row.text, 60),
)
PUBLISHED = Column(N_("发布时间"), lambda row: row.need.published_at, 17)
LISTINGS = (
    Listing(
        "needs.hall",
        N_("技术需求清单"),
        Permission.SIGNED_IN,
        queries.NeedFilter,
        queries.hall_rows,
        (*FIRST, PUBLISHED, *LAST),
        _shown,
        {"status": queries.STATUS_NAMES},
    ),
    Listing(
        "needs.mine",
        N_("我的需求"),
        Permission.POST_NEED,
        Tab,
        queries.mine_rows,
        (
            *FIRST,
            PUBLISHED,
            Column(N_("最近修改"), lambda row: row.need.updated_at, 17),
            Column(N_("对接数"), lambda row: row.matches[0], 8),
            Column(N_("进行中的对接"), lambda row: row.matches[1], 8),
            *LAST,
        ),
        _with_matches,
        {"tab": queries.TAB_NAMES},
    ),
    Listing(
        "needs.review",
        N_("待审核的需求"),
        Permission.OFFICER,
        Everything,
        lambda actor, chosen: queries.review_rows(),
        (*FIRST, Column(N_("提交时间"), lambda row: row.need.submitted_at, 17), *LAST),
        _shown,
    ),
)
