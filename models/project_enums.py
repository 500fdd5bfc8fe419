"""The choices of what follows the signature: progress, money, outputs, changes, acceptance, targets, reports."""

from models.enums import Labelled


class ReportingPeriod(Labelled):
    """How often a project owes a progress report: 一周一调度, 一月一汇总."""

    WEEK = "按周", "Weekly"
    MONTH = "按月", "Monthly"


class Light(Labelled):
    """The traffic light of whatever has a day by which it is due; the rules are in matchmaker/checks/deadlines.py."""

    DONE = "已完成", "Done", "ok"
    ON_TIME = "正常", "On time", "ok"
    DUE_SOON = "临期", "Due soon", "wait"
    OVERDUE = "逾期", "Overdue", "bad"


class Reminder(Labelled):
    """How far reminding has gone, so that nobody is told twice."""

    NONE = "未提醒", "Not reminded"
    BEFORE = "已提前提醒", "Reminded before the day"
    AFTER = "已逾期提醒", "Reminded after the day"
    ESCALATED = "已升级提醒", "Escalated"


class MilestoneState(Labelled):
    OPEN = "进行中", "Open", "open"
    CLAIMED = "待对方确认", "Awaiting confirmation", "wait"
    CONFIRMED = "已确认", "Confirmed", "ok"


class ProgressState(Labelled):
    OWED = "待报", "Owed", "wait"
    SUBMITTED = "已报", "Submitted", "ok"
    WAIVED = "免报", "Waived"


class PaymentKind(Labelled):
    COOPERATION = "合作经费", "Cooperation funds"
    SUBSIDY = "财政资助", "Public subsidy", "accent"


class OutputKind(Labelled):
    PATENT = "专利", "Patent"
    PAPER = "论文", "Paper"
    STANDARD = "标准", "Standard"
    PRODUCT = "新产品", "New product"
    SALES = "新增销售", "New sales"
    PEOPLE = "引进人才", "People introduced"
    WORKSTATION = "院士工作站", "Academician workstation"
    PLATFORM = "创新平台", "Innovation platform"


class ChangeKind(Labelled):
    EXTENSION = "延期", "Extension"
    BUDGET = "经费", "Funds"
    INDICATORS = "指标", "Indicators"
    LEADER = "负责人", "Leader"


class ChangeState(Labelled):
    PROPOSED = "待对方同意", "Awaiting the other side", "wait"
    AGREED = "待科技局批准", "Awaiting the bureau", "wait"
    APPROVED = "已批准", "Approved", "ok"
    REFUSED = "未同意", "Refused", "bad"
    WITHDRAWN = "已撤回", "Withdrawn"


class AcceptanceState(Labelled):
    APPLIED = "资料审核", "Documents under check", "wait"
    RETURNED = "退回补正", "Returned", "bad"
    REVIEWING = "专家验收", "Expert review", "open"
    CONCLUDED = "已出结论", "Concluded", "ok"
    WITHDRAWN = "已撤销", "Withdrawn"


class AcceptanceVerdict(Labelled):
    PASSED = "通过", "Passed", "ok"
    CLOSED = "结题", "Closed", "wait"
    FAILED = "不通过", "Not passed", "bad"


class AgreementChangeKind(Labelled):
    SUPPLEMENT = "补充协议", "Supplementary agreement"
    CORRECTION = "更正", "Correction"


class AgreementChangeState(Labelled):
    PROPOSED = "待审批", "Awaiting approval", "wait"
    APPROVED = "已批准", "Approved", "ok"
    REFUSED = "未批准", "Refused", "bad"


class RegistrationPlace(Labelled):
    """Where a contract is registered, seen from this city."""

    HOME = "本市登记", "Registered in the city"
    AWAY = "外地登记", "Registered elsewhere"


class FollowUpState(Labelled):
    WAITING = "未到期", "Not yet due"
    ASKED = "待填报", "To be answered", "wait"
    ANSWERED = "已填报", "Answered", "ok"


class SnapshotKind(Labelled):
    WEEKLY = "调度表", "Dispatch list"
    MONTHLY = "月报", "Monthly report"
    HALF_YEAR = "半年报", "Half-year report"
    YEAR = "年报", "Yearly report"


class SnapshotState(Labelled):
    DRAFT = "草稿", "Draft"
    SUBMITTED = "待审批", "Awaiting approval", "wait"
    RETURNED = "退回修改", "Returned", "bad"
    APPROVED = "已批准", "Approved", "ok"


class ExportFormat(Labelled):
    XLSX = "Excel", "Excel"
    CSV = "CSV", "CSV"


class ExportState(Labelled):
    QUEUED = "排队中", "Queued", "wait"
    RUNNING = "生成中", "Running", "open"
    DONE = "已生成", "Ready", "ok"
    FAILED = "失败", "Failed", "bad"


class Standing(Labelled):
    """Where a yearly target stands against the calendar; the rule is in matchmaker/checks/pace.py."""

    REACHED = "已完成", "Reached", "ok"
    AHEAD = "达到序时进度", "On pace", "open"
    BEHIND = "落后于序时进度", "Behind pace", "bad"
    MISSED = "未完成", "Missed", "bad"
    NOT_BEGUN = "未开始", "Not begun"
