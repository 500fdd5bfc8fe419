"""Matches, projects and agreements."""

from matchmaker.exports.listing import Column, Listing
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission
from matchmaker.queries import agreements, matches, projects
from matchmaker.queries.list_filters import Tab
from models import Project
from models.enums import AgreementState


def _amount(project: Project) -> object:
    """成交额, once there is a contract: a draft is the officer's working paper."""
    agreement = project.agreement
    return agreement.amount if agreement is not None and agreement.state is not AgreementState.DRAFT else None


MATCHES = Listing(
    "matches.mine",
    N_("对接清单"),
    Permission.MEMBER,
    Tab,
    matches.mine_rows,
    (
        Column(N_("编号"), lambda match: match.number, 18),
        Column(N_("需求编号"), lambda match: match.need.number, 13),
        Column(N_("需求名称"), lambda match: match.need.title, 40),
        Column(N_("需求方"), lambda match: match.need.organization.name, 30),
        Column(N_("成果编号"), lambda match: match.achievement.number, 13),
        Column(N_("成果名称"), lambda match: match.achievement.title, 40),
        Column(N_("成果方"), lambda match: match.achievement.organization.name, 30),
        Column(N_("来源"), lambda match: match.origin, 12),
        Column(N_("状态"), lambda match: match.state, 12),
        Column(N_("关联度"), lambda match: match.level, 10),
        Column(N_("洽谈次数"), lambda match: len(match.talks), 8),
        Column(N_("发起时间"), lambda match: match.created_at, 17),
        Column(N_("最近动静"), lambda match: match.last_activity_at, 17),
        Column(N_("谢绝原因"), lambda match: match.reason, 16),
        Column(N_("项目编号"), lambda match: match.project and match.project.number, 13),
    ),
    choices={"tab": matches.TAB_NAMES},
)
PROJECTS = Listing(
    "projects.index",
    N_("合作项目清单"),
    Permission.MEMBER,
    projects.ProjectFilter,
    projects.listing_rows,
    (
        Column(N_("编号"), lambda project: project.number, 13),
        Column(N_("项目名称"), lambda project: project.title, 44),
        Column(N_("状态"), lambda project: project.state, 12),
        Column(N_("企业"), lambda project: project.firm.name, 30),
        Column(N_("高校院所"), lambda project: project.provider.name, 30),
        Column(N_("技术领域"), lambda project: project.field, 18),
        Column(N_("来源"), lambda project: project.origin, 12),
        Column(N_("总预算（万元）"), lambda project: project.total_budget, 12),
        Column(N_("财政资助（万元）"), lambda project: project.subsidy, 12),
        Column(N_("成交额（万元）"), _amount, 12),
        Column(N_("完成进度（%）"), lambda project: project.percent, 10),
        Column(N_("计划开始"), lambda project: project.starts_on, 12),
        Column(N_("计划结束"), lambda project: project.ends_on, 12),
        Column(N_("签约日期"), lambda project: project.signed_on, 12),
        Column(N_("立项时间"), lambda project: project.created_at, 17),
    ),
)
AGREEMENTS = Listing(
    "agreements.index",
    N_("技术合同清单"),
    Permission.BUREAU,
    agreements.AgreementFilter,
    agreements.listing_rows,
    (
        Column(N_("合同编号"), lambda agreement: agreement.contract_no, 22),
        Column(N_("项目编号"), lambda agreement: agreement.project.number, 13),
        Column(N_("项目名称"), lambda agreement: agreement.project.title, 44),
        Column(N_("买方"), lambda agreement: agreement.buyer.name, 30),
        Column(N_("卖方"), lambda agreement: agreement.seller.name, 30),
        Column(N_("合同类型"), lambda agreement: agreement.type, 14),
        Column(N_("成交额（万元）"), lambda agreement: agreement.amount, 12),
        Column(N_("技术交易额（万元）"), lambda agreement: agreement.tech_amount, 14),
        Column(N_("签订日期"), lambda agreement: agreement.signed_on, 12),
        Column(N_("合同状态"), lambda agreement: agreement.state, 12),
        Column(N_("流向"), lambda agreement: agreement.direction, 10),
        Column(N_("登记状态"), lambda agreement: agreement.registration_state, 12),
        Column(N_("登记地"), lambda agreement: agreement.registration_place, 16),
        Column(N_("登记编号"), lambda agreement: agreement.registration_no, 22),
        Column(N_("登记日期"), lambda agreement: agreement.registered_on, 12),
        Column(N_("需专家评审"), lambda agreement: agreement.needs_expert_review, 10),
    ),
)
LISTINGS = (MATCHES, PROJECTS, AGREEMENTS)
