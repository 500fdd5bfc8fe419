"""Figures up to the agreement of two sides: needs, achievements, talks."""

from sqlalchemy import and_

from matchmaker.messages import N_
from matchmaker.queries.figures.figure import Figure
from matchmaker.workflows import need as need_workflow
from models import Achievement, Match, Need
from models.enums import AchievementState, MatchState, NeedKind, NeedState

NEEDS_NEW = Figure(
    "needs-new",
    N_("新发布需求"),
    N_("经审核发布的技术需求和榜单需求，以发布日期计；此后撤回或到期的仍计入。"),
    Need,
    Need.published_at,
    Need.published_at.is_not(None),
)
MATCHES_NEW = Figure(
    "matches-new",
    N_("新发起对接"),
    N_("一方发起或由科技局、技术经理人推荐的对接，以发起日期计，不论结果。"),
    Match,
    Match.created_at,
    Match.created_at.is_not(None),
)
MATCHES_TALKS = Figure(
    "matches-talks",
    N_("进入洽谈的对接"),
    N_("双方都已同意的对接，以后一方同意的日期计；此后达成、谢绝或失效的仍计入。"),
    Match,
    Match.talks_began_at,
    Match.talks_began_at.is_not(None),
)

COLLECTING = (
    Figure(
        "needs-open",
        N_("在征需求"),
        N_("目前已发布或揭榜中、尚未签约的需求；为时点数，不分期。"),
        Need,
        Need.published_at,
        Need.state.in_(need_workflow.OPEN),
        open_now=True,
    ),
    NEEDS_NEW,
    Figure(
        "challenges-collected",
        N_("揭榜挂帅需求征集"),
        N_("企业提交的榜单需求，以最近一次提交日期计；退回后未再提交的和不予受理的不计。"),
        Need,
        Need.submitted_at,
        and_(
            Need.kind == NeedKind.CHALLENGE,
            Need.submitted_at.is_not(None),
            Need.state.not_in((NeedState.DRAFT, NeedState.RETURNED, NeedState.REJECTED)),
        ),
    ),
    Figure(
        "achievements-open",
        N_("在库成果"),
        N_("目前已发布、尚未转化的科技成果；为时点数，不分期。"),
        Achievement,
        Achievement.published_at,
        Achievement.state == AchievementState.PUBLISHED,
        open_now=True,
    ),
    Figure(
        "achievements-new",
        N_("新发布成果"),
        N_("高校院所提交、经审核发布的科技成果（高校成果征集），以发布日期计；此后撤回的仍计入。"),
        Achievement,
        Achievement.published_at,
        Achievement.published_at.is_not(None),
    ),
    MATCHES_NEW,
    Figure(
        "matches-waiting",
        N_("待双方同意的对接"),
        N_("目前已发起、尚缺一方或双方同意的对接；为时点数，不分期。"),
        Match,
        Match.created_at,
        Match.state.in_((MatchState.PROPOSED, MatchState.ACCEPTED_BY_ONE)),
        open_now=True,
    ),
    MATCHES_TALKS,
    Figure(
        "matches-talking",
        N_("洽谈中的对接"),
        N_("目前双方正在洽谈的对接；为时点数，不分期。"),
        Match,
        Match.created_at,
        Match.state == MatchState.TALKING,
        open_now=True,
    ),
    Figure(
        "matches-agreed",
        N_("达成合作的对接"),
        N_("双方都确认达成合作的对接，以后一方确认的日期计。"),
        Match,
        Match.ended_at,
        Match.state == MatchState.AGREED,
    ),
)
