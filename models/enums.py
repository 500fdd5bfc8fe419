"""Every choice of the field with its labels and its badge. Stored by name; shown by label."""

import enum


class Labelled(enum.Enum):
    zh: str
    en: str
    badge: str

    def __new__(cls, zh: str, en: str, badge: str = "plain"):  # type: ignore[no-untyped-def]
        member = object.__new__(cls)
        member._value_ = zh
        member.zh, member.en, member.badge = zh, en, badge
        return member

    def label(self, locale: str) -> str:
        return self.en if locale.startswith("en") else self.zh


class OrganizationKind(Labelled):
    FIRM = "企业", "Firm"
    UNIVERSITY = "高等院校", "University"
    INSTITUTE = "科研院所", "Research institute"
    BROKERAGE = "技术转移机构", "Technology brokerage"
    BUREAU = "科技主管部门", "Science & technology bureau"


class OrganizationState(Labelled):
    PENDING = "待审核", "Awaiting verification", "wait"
    VERIFIED = "已认证", "Verified", "ok"
    REFUSED = "未通过", "Refused", "bad"


class Membership(Labelled):
    PENDING = "待确认", "Awaiting confirmation", "wait"
    CONFIRMED = "已确认", "Confirmed", "ok"
    REFUSED = "已谢绝", "Declined", "bad"


class Role(Labelled):
    OFFICER = "科技局经办", "Bureau officer"
    SUPERVISOR = "科室负责人", "Bureau supervisor"
    EXPERT = "评审专家", "Review expert"
    TECHNOLOGY_MANAGER = "技术经理人", "Technology manager"
    ADMINISTRATOR = "系统管理员", "Administrator"


class NeedKind(Labelled):
    TECHNICAL = "一般技术需求", "Technical need"
    CHALLENGE = "揭榜挂帅榜单", "Open challenge", "accent"


class NeedState(Labelled):
    DRAFT = "草稿", "Draft"
    SUBMITTED = "待审核", "Submitted", "wait"
    RETURNED = "退回修改", "Returned", "bad"
    ACCEPTED = "已受理", "Accepted", "wait"
    REJECTED = "不予受理", "Not accepted", "bad"
    PUBLISHED = "已发布", "Published", "open"
    BIDDING = "揭榜中", "Open for bids", "open"
    EVALUATING = "评榜中", "In evaluation", "wait"
    PUBLICIZED = "公示中", "Public notice", "wait"
    UNSOLVED = "流标", "Unsolved", "bad"
    CONTRACTED = "已签约", "Contracted", "ok"
    FULFILLED = "已完成", "Fulfilled", "ok"
    WITHDRAWN = "已撤回", "Withdrawn"
    EXPIRED = "已到期", "Expired"


class AchievementState(Labelled):
    DRAFT = "草稿", "Draft"
    SUBMITTED = "待审核", "Submitted", "wait"
    RETURNED = "退回修改", "Returned", "bad"
    PUBLISHED = "已发布", "Published", "open"
    TRANSFERRED = "已转化", "Transferred", "ok"
    WITHDRAWN = "已撤回", "Withdrawn"


class Visibility(Labelled):
    PUBLIC = "全部公开", "Public"
    SUMMARY = "公开摘要", "Summary only", "wait"
    INVITED = "定向邀请", "By invitation", "accent"


class Comparator(Labelled):
    GE = "≥", "≥"
    LE = "≤", "≤"
    EQ = "=", "="
    RANGE = "区间", "Range"


class Obligation(Labelled):
    MUST = "必须", "Required", "accent"
    WISH = "期望", "Desired"


class CooperationMode(Labelled):
    COMMISSIONED = "委托开发", "Commissioned development"
    JOINT = "合作开发", "Joint development"
    TRANSFER = "技术转让", "Technology transfer"
    LICENSE = "技术许可", "Licence"
    CONSULTING = "技术咨询", "Consulting"
    SERVICE = "技术服务", "Technical service"
    EQUITY = "技术入股", "Equity contribution"
    PLATFORM = "共建平台", "Joint platform"


class TransferMode(Labelled):
    SELF = "自行转化", "Own commercialization"
    TRANSFER = "转让", "Transfer"
    LICENSE = "许可", "Licence"
    EQUITY = "入股", "Equity"
    COOPERATION = "合作", "Cooperation"
    SERVICE = "服务", "Service"


class Stage(Labelled):
    RESEARCH = "研发", "Research"
    LAB = "小试", "Lab scale"
    PILOT = "中试", "Pilot"
    SAMPLE = "样品", "Prototype"
    PRODUCTION = "量产", "Production"


class Nature(Labelled):
    ORIGINAL = "原始性创新", "Original innovation"
    ABSORBED = "引进消化吸收", "Introduced and absorbed"
    SECONDARY = "二次开发", "Secondary development"


class AchievementLevel(Labelled):
    INTL_LEADING = "国际领先", "World leading"
    INTL_ADVANCED = "国际先进", "World advanced"
    NATIONAL_LEADING = "国内领先", "Leading in China"
    NATIONAL_ADVANCED = "国内先进", "Advanced in China"
    PROVINCIAL_LEADING = "省内领先", "Leading in the province"
    UNRATED = "未评价", "Not rated"


class PropertyType(Labelled):
    INVENTION = "发明专利", "Invention patent"
    UTILITY = "实用新型", "Utility model"
    DESIGN = "外观设计", "Design patent"
    SOFTWARE = "软件著作权", "Software copyright"
    VARIETY = "植物新品种", "Plant variety"
    OTHER = "其他", "Other"


class PropertyStatus(Labelled):
    APPLIED = "申请中", "Applied", "wait"
    GRANTED = "已授权", "Granted", "ok"
    LAPSED = "已失效", "Lapsed", "bad"


class TeamRole(Labelled):
    LEADER = "负责人", "Leader"
    MEMBER = "成员", "Member"


class MatchOrigin(Labelled):
    REQUEST = "请求对接", "Requested by the firm"
    OFFER = "我能解决", "Offered by the researcher"
    RECOMMEND = "推荐撮合", "Recommended"
    EVENT = "活动对接", "Met at an event"


class MatchState(Labelled):
    PROPOSED = "待响应", "Proposed", "wait"
    ACCEPTED_BY_ONE = "一方同意", "Accepted by one side", "wait"
    TALKING = "洽谈中", "Talking", "open"
    AGREED = "达成合作", "Agreed", "ok"
    DECLINED = "已谢绝", "Declined", "bad"
    LAPSED = "已失效", "Lapsed"


class MatchSide(Labelled):
    NEED = "需求方", "Need side"
    ACHIEVEMENT = "成果方", "Achievement side"

    @property
    def other(self) -> "MatchSide":
        return MatchSide.ACHIEVEMENT if self is MatchSide.NEED else MatchSide.NEED


class DeclineReason(Labelled):
    TECHNOLOGY = "技术不符", "Technology does not fit"
    MATURITY = "成熟度不足", "Not mature enough"
    PRICE = "价格", "Price"
    SCHEDULE = "周期", "Schedule"
    SELF_SOLVED = "已自行解决", "Solved by ourselves"
    NO_INTENT = "暂无意向", "No intention for now"
    OTHER = "其他", "Other"


class TalkForm(Labelled):
    PHONE = "电话", "Phone"
    VIDEO = "视频会议", "Video call"
    ONSITE_FIRM = "企业现场", "Visit to the firm"
    ONSITE_LAB = "院校现场", "Visit to the lab"
    EVENT = "对接活动", "Matchmaking event"


class ProjectOrigin(Labelled):
    MATCH = "平台对接", "Match"
    BID = "揭榜", "Winning bid"
    OFFLINE = "线下签约", "Recorded offline"


class ProjectState(Labelled):
    NEGOTIATING = "签约洽谈", "Negotiating", "wait"
    SIGNED = "已签约", "Signed", "open"
    RUNNING = "实施中", "Running", "open"
    SUSPENDED = "已中止", "Suspended", "bad"
    ACCEPTANCE = "验收中", "In acceptance", "wait"
    COMPLETED = "已完成", "Completed", "ok"
    TERMINATED = "已终止", "Terminated", "bad"


class AgreementType(Labelled):
    COMMISSIONED_DEVELOPMENT = "技术开发（委托）", "Development (commissioned)"
    JOINT_DEVELOPMENT = "技术开发（合作）", "Development (joint)"
    TRANSFER = "技术转让", "Technology transfer"
    LICENSE = "技术许可", "Licence"
    CONSULTING = "技术咨询", "Consulting"
    SERVICE = "技术服务", "Technical service"


class AgreementState(Labelled):
    DRAFT = "草稿", "Draft"
    SIGNED = "已签订", "Signed", "open"
    REGISTERED = "已登记", "Registered", "ok"
    REFUSED = "不予登记", "Registration refused", "bad"


class RegistrationState(Labelled):
    UNREGISTERED = "未登记", "Not registered", "wait"
    SUBMITTED = "已提交", "Submitted", "wait"
    REGISTERED = "已登记", "Registered", "ok"
    REFUSED = "不予登记", "Refused", "bad"


class Direction(Labelled):
    ABSORBED = "吸纳", "Absorbed"
    EXPORTED = "输出", "Exported"


class ItemKind(Labelled):
    NEED = "技术需求", "Need"
    ACHIEVEMENT = "科技成果", "Achievement"


class RelevanceLevel(Labelled):
    STRONG = "强相关", "Strong", "lv4"
    FAIR = "较强相关", "Fairly strong", "lv3"
    WEAK = "弱相关", "Weak", "lv2"
    NONE = "无相关", "None", "lv1"


class RankerOrigin(Labelled):
    PACK = "标注数据", "Labelled pairs"
    OUTCOMES = "对接结果", "Outcomes of matches"


class SubjectKind(Labelled):
    """What an event is about."""

    ORGANIZATION = "单位", "Organization"
    USER = "用户", "User"
    NEED = "技术需求", "Need"
    ACHIEVEMENT = "科技成果", "Achievement"
    MATCH = "对接", "Match"
    PROJECT = "合作项目", "Project"
    AGREEMENT = "技术合同", "Agreement"
    TERM_GROUP = "术语组", "Term group"
    RANKER = "排序方案", "Ranker"
    COLLECTION_ROUND = "征集批次", "Collection round"
    NECESSITY_CHECK = "必要性论证", "Necessity check"
    QUESTION = "提问", "Question"
    BID = "揭榜申请", "Bid"
    EVALUATION = "评榜", "Evaluation"
    REVIEW_ASSIGNMENT = "评审任务", "Review assignment"
    PUBLICITY = "公示", "Public notice"
    OBJECTION = "异议", "Objection"
    PROGRESS_REPORT = "进展报告", "Progress report"
    CHANGE_REQUEST = "变更申请", "Change request"
    ACCEPTANCE = "验收", "Acceptance"
    AGREEMENT_CHANGE = "合同变更", "Agreement change"
    FOLLOW_UP = "跟踪回访", "Follow-up"
    TARGET = "目标任务", "Target"
    SNAPSHOT = "统计报表", "Report"
    REPORT_TEMPLATE = "报表模板", "Report template"
    EXPORT = "导出", "Export"
