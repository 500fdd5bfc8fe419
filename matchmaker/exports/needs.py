from matchmaker.exports.items import OWN, PUBLISHED, SUBMITTED, Items
from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies import need as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import needs as queries
from matchmaker.queries.list_filters import Everything, Tab

ITEMS = Items(lambda need: need.problem, policy.can_view_details, queries.match_counts)
FIRST = (
    Column(N_("编号"), lambda shown: shown.row.number, 13),
    Column(N_("需求名称"), lambda shown: shown.row.title, 44),
    Column(N_("类型"), lambda shown: shown.row.kind, 12),
    Column(N_("状态"), lambda shown: shown.row.state, 12),
    Column(N_("单位"), lambda shown: shown.row.organization.name, 30),
    Column(N_("技术领域"), lambda shown: shown.row.field, 18),
    Column(N_("县区"), lambda shown: shown.row.district, 10),
    Column(
        N_("资金（万元）"), lambda shown: shown.row.award_amount if shown.row.is_challenge else shown.row.budget, 12
    ),
    Column(N_("合作方式"), lambda shown: tuple(shown.row.modes), 20),
    Column(N_("公开范围"), lambda shown: shown.row.visibility, 12),
)
LAST = (
    Column(N_("揭榜截止"), lambda shown: shown.row.bid_deadline, 17),
    Column(N_("需求说明"), lambda shown: shown.text, 60),
)
LISTINGS = (
    Listing(
        "needs.hall",
        N_("技术需求清单"),
        Permission.SIGNED_IN,
        queries.NeedFilter,
        queries.hall_rows,
        (*FIRST, PUBLISHED, *LAST),
        ITEMS.shown,
        {"status": queries.STATUS_NAMES},
    ),
    Listing(
        "needs.mine",
        N_("我的需求"),
        Permission.POST_NEED,
        Tab,
        queries.mine_rows,
        (*FIRST, *OWN, *LAST),
        ITEMS.with_matches,
        {"tab": queries.TAB_NAMES},
    ),
    Listing(
        "needs.review",
        N_("待审核的需求"),
        Permission.OFFICER,
        Everything,
        lambda actor, chosen: queries.review_rows(),
        (*FIRST, SUBMITTED, *LAST),
        ITEMS.shown,
    ),
)
