"""Figures of projects and technology contracts, and of those who came together in them."""

from matchmaker.messages import N_
from matchmaker.queries.figures.collecting import MATCHES_NEW, MATCHES_TALKS, NEEDS_NEW
from matchmaker.queries.figures.figure import Figure, Measure, Reach
from matchmaker.workflows import project as project_workflow
from models import Achievement, Agreement, Match, Need, Organization, Project
from models.enums import AgreementState, Direction, NeedState, OrganizationKind, ProjectState
from models.organization import RESEARCH_KINDS

# A contract whose registration was refused is not a technology contract, and a draft is none yet.
IN_THE_SUMS = (AgreementState.SIGNED, AgreementState.REGISTERED)
COUNTED = Agreement.state.in_(IN_THE_SUMS)


def _agreements(key: str, title: str, definition: str, rule: object, moment: object = Agreement.signed_on) -> Figure:
    return Figure(
        key,
        title,
        definition,
        Agreement,
        moment,
        rule,  # type: ignore[arg-type]
        measure=Measure.AMOUNT,
        amount=Agreement.amount,
        tech_amount=Agreement.tech_amount,
    )


PROJECTS_SIGNED = Figure(
    "projects-signed",
    N_("签订的产学研合作项目"),
    N_("技术合同已签订的合作项目，以合同签订日期计；线下签约录入的计入，签约后终止的仍计入。"),
    Project,
    Project.signed_on,
    Project.signed_on.is_not(None),
)

SIGNING = (
    Figure(
        "projects-live",
        N_("在研合作项目"),
        N_("目前在签约洽谈、已签约、实施、中止和验收中的合作项目；为时点数，不分期。"),
        Project,
        Project.created_at,
        Project.state.in_(project_workflow.LIVE),
        open_now=True,
    ),
    Figure(
        "projects-running",
        N_("实施中的合作项目"),
        N_("目前正在实施、须按期报送进展的合作项目；为时点数，不分期。"),
        Project,
        Project.started_on,
        Project.state == ProjectState.RUNNING,
        open_now=True,
    ),
    Figure(
        "projects-new",
        N_("新建合作项目"),
        N_("平台上新建立的合作项目，以建立日期计，不论是否已签约。"),
        Project,
        Project.created_at,
        Project.created_at.is_not(None),
    ),
    PROJECTS_SIGNED,
    Figure(
        "projects-completed",
        N_("完成的合作项目"),
        N_("验收通过或结题的合作项目，以完成日期计。"),
        Project,
        Project.completed_on,
        Project.completed_on.is_not(None),
    ),
    _agreements(
        "agreements",
        N_("成交的技术合同"),
        N_("已签订和已登记的技术合同，以签订日期计；草稿和不予登记的不计。"),
        COUNTED,
    ),
    _agreements(
        "agreements-absorbed",
        N_("吸纳的技术合同"),
        N_("成交的技术合同中，本市单位买进技术的，以签订日期计。"),
        COUNTED & (Agreement.direction == Direction.ABSORBED),
    ),
    _agreements(
        "agreements-exported",
        N_("输出的技术合同"),
        N_("成交的技术合同中，本市单位卖出技术的，以签订日期计。"),
        COUNTED & (Agreement.direction == Direction.EXPORTED),
    ),
    _agreements(
        "agreements-registered",
        N_("已登记的技术合同"),
        N_("成交的技术合同中，目前已登记的，以签订日期计。"),
        Agreement.state == AgreementState.REGISTERED,
    ),
    _agreements(
        "registrations",
        N_("期内登记的技术合同"),
        N_("已登记的技术合同，以登记日期计，不论何时签订。"),
        (Agreement.state == AgreementState.REGISTERED) & Agreement.registered_on.is_not(None),
        Agreement.registered_on,
    ),
    Figure(
        "universities-met",
        N_("对接高校院所"),
        N_(
            "期内与企业进入洽谈或签订合作项目的高等院校和科研院所，同一单位只计一次；按县区、领域看时，计与该县区、领域的需求和项目对接的。"
        ),
        Organization,
        None,
        Organization.kind.in_(RESEARCH_KINDS),
        reached=(
            Reach(MATCHES_TALKS, Achievement.organization_id, Match.achievement),
            Reach(PROJECTS_SIGNED, Project.provider_id),
        ),
    ),
    Figure(
        "firms-served",
        N_("对接服务企业"),
        N_("期内发布过需求、有新发起的对接或签订合作项目的企业，同一单位只计一次。"),
        Organization,
        None,
        Organization.kind == OrganizationKind.FIRM,
        reached=(
            Reach(NEEDS_NEW, Need.organization_id),
            Reach(MATCHES_NEW, Need.organization_id, Match.need),
            Reach(PROJECTS_SIGNED, Project.firm_id),
        ),
    ),
    Figure(
        "problems-solved",
        N_("攻关技术难题"),
        N_("期内签订了合作项目来解决的技术需求，以合同签订日期计，目前为已签约或已完成；同一需求只计一次。"),
        Need,
        None,
        Need.state.in_((NeedState.CONTRACTED, NeedState.FULFILLED)),
        reached=(Reach(PROJECTS_SIGNED, Project.need_id),),
    ),
    Figure(
        "achievements-transferred",
        N_("引进转化成果"),
        N_("期内签订的合作项目所转化的科技成果，以合同签订日期计；同一成果只计一次。"),
        Achievement,
        None,
        Achievement.id.is_not(None),
        reached=(Reach(PROJECTS_SIGNED, Project.achievement_id),),
    ),
)
