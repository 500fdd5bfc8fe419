from matchmaker.exports.items import OWN, PUBLISHED, SUBMITTED, Items
from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies import achievement as policy
from matchmaker.policies.permissions import Permission
from matchmaker.queries import achievements as queries
from matchmaker.queries.list_filters import Everything, Tab

ITEMS = Items(lambda achievement: achievement.abstract, policy.can_view_details, queries.match_counts)
FIRST = (
    Column(N_("编号"), lambda shown: shown.row.number, 13),
    Column(N_("成果名称"), lambda shown: shown.row.title, 44),
    Column(N_("状态"), lambda shown: shown.row.state, 12),
    Column(N_("单位"), lambda shown: shown.row.organization.name, 30),
    Column(N_("技术领域"), lambda shown: tuple(shown.row.fields), 24),
    Column(N_("所处阶段"), lambda shown: shown.row.stage, 14),
    Column(N_("成熟度（TRL）"), lambda shown: shown.row.trl, 10),
    Column(N_("成果水平"), lambda shown: shown.row.level, 12),
    Column(N_("转化方式"), lambda shown: tuple(shown.row.modes), 24),
    Column(N_("意向价格（万元）"), lambda shown: shown.row.price, 12),
    Column(N_("公开范围"), lambda shown: shown.row.visibility, 12),
)
ABSTRACT = Column(N_("成果简介"), lambda shown: shown.text, 60)
LISTINGS = (
    Listing(
        "achievements.hall",
        N_("科技成果清单"),
        Permission.SIGNED_IN,
        queries.AchievementFilter,
        queries.hall_rows,
        (*FIRST, PUBLISHED, ABSTRACT),
        ITEMS.shown,
        {"status": queries.STATUS_NAMES},
    ),
    Listing(
        "achievements.mine",
        N_("我的成果"),
        Permission.POST_ACHIEVEMENT,
        Tab,
        queries.mine_rows,
        (*FIRST, *OWN, ABSTRACT),
        ITEMS.with_matches,
        {"tab": queries.TAB_NAMES},
    ),
    Listing(
        "achievements.review",
        N_("待审核的成果"),
        Permission.OFFICER,
        Everything,
        lambda actor, chosen: queries.review_rows(),
        (*FIRST, SUBMITTED, ABSTRACT),
        ITEMS.shown,
    ),
)
