"""The choices of the open challenge 揭榜挂帅: rounds, bids, review, publicity."""

from models.enums import Labelled


class RoundState(Labelled):
    DRAFT = "筹备中", "In preparation"
    OPEN = "征集中", "Collecting", "open"
    CLOSED = "征集截止", "Closed", "wait"
    LISTED = "已发榜", "List published", "ok"


class NecessityState(Labelled):
    ASSIGNED = "待论证", "Awaiting opinion", "wait"
    DONE = "已论证", "Opinion given", "ok"
    DECLINED = "已谢绝", "Declined", "bad"


class NecessityOpinion(Labelled):
    SUPPORT = "建议发榜", "Worth publishing", "ok"
    REVISE = "修改后发榜", "Publish after changes", "wait"
    OPPOSE = "不建议发榜", "Not worth publishing", "bad"


class BidState(Labelled):
    DRAFT = "草稿", "Draft"
    SUBMITTED = "已提交", "Submitted", "open"
    WITHDRAWN = "已撤回", "Withdrawn"
    SHORTLISTED = "进入评审", "Under review", "open"
    WON = "中选", "Won", "ok"
    RESERVE = "备选", "Reserve", "accent"
    LOST = "未中选", "Not selected", "bad"


class PartnerState(Labelled):
    INVITED = "待确认", "Awaiting confirmation", "wait"
    CONFIRMED = "已确认", "Confirmed", "ok"
    DECLINED = "已谢绝", "Declined", "bad"
    LEFT = "已退出", "Left", "bad"


class RelationKind(Labelled):
    """关联关系 that a bidder declares; whoever is named must keep away from the review."""

    PERSON = "评审专家", "Review expert"
    ORGANIZATION = "关联单位", "Related organization"


class EvaluationState(Labelled):
    NAMING = "组建专家组", "Naming experts", "wait"
    REVIEWING = "专家评审", "Under review", "open"
    SCORED = "评审结束", "Review closed", "wait"
    PROPOSED = "待审批", "Awaiting approval", "wait"
    APPROVED = "已批准", "Approved", "ok"
    AWARDED = "已授榜", "Awarded", "ok"
    REOPENED = "已重启", "Reopened", "bad"
    UNSOLVED = "流标", "Unsolved", "bad"


class AssignmentState(Labelled):
    INVITED = "待回复", "Awaiting answer", "wait"
    ACCEPTED = "评审中", "Scoring", "open"
    DECLINED = "已谢绝", "Declined", "bad"
    HANDED_IN = "已提交", "Handed in", "ok"
    REMOVED = "已更换", "Replaced", "bad"


class ObjectionState(Labelled):
    RECEIVED = "待答复", "Awaiting answer", "wait"
    UPHELD = "异议成立", "Upheld", "accent"
    DISMISSED = "异议不成立", "Dismissed"
