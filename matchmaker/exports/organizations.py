from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import organizations as queries

NAME = Column(N_("单位名称"), lambda row: row.name, 36)
KIND = Column(N_("类型"), lambda row: row.kind, 14)
PLACE = (Column(N_("城市"), lambda row: row.city, 12), Column(N_("县区"), lambda row: row.district, 12))
LISTINGS = (
    Listing(
        "organizations.index",
        N_("入驻单位"),
        Permission.SIGNED_IN,
        queries.DirectoryFilter,
        lambda actor, chosen: queries.directory_rows(chosen),
        (
            NAME,
            KIND,
            *PLACE,
            Column(N_("地址"), lambda row: row.address, 36),
            Column(N_("网址"), lambda row: row.website, 28),
            Column(N_("简介"), lambda row: row.intro, 60),
        ),
    ),
    Listing(
        "organizations.review_list",
        N_("单位认证"),
        Permission.OFFICER,
        queries.ReviewFilter,
        lambda actor, chosen: queries.review_rows(chosen),
        (
            NAME,
            KIND,
            Column(N_("统一社会信用代码"), lambda row: row.uscc, 22),
            *PLACE,
            Column(N_("状态"), lambda row: row.state, 12),
            Column(N_("更新时间"), lambda row: row.updated_at, 17),
            Column(N_("未通过的理由"), lambda row: row.refusal_reason, 40),
        ),
    ),
)
