"""What an achievement must contain: to be kept at all, and to be reviewed."""

from collections.abc import Iterator
from typing import Any

from matchmaker.checks.patent import read_patent_number
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.services.item_fields import contact_faults, invitation_faults
from models import Achievement
from models.enums import OrganizationKind, PropertyStatus, PropertyType, TeamRole, Visibility

INVITABLE = (OrganizationKind.FIRM,)
MOST_KEYWORDS = 3
PATENTS = (PropertyType.INVENTION, PropertyType.UTILITY, PropertyType.DESIGN)


def draft_faults(draft: Any) -> Iterator[Invalid]:
    """What cannot be saved at all, not even as a draft; `draft` is an AchievementDraft."""
    if not draft.title:
        yield Invalid(N_("请填写成果名称。"), field="title")
    if len(draft.keywords) > MOST_KEYWORDS:
        yield Invalid(N_("关键词最多 %(most)s 个。"), field="keywords", most=MOST_KEYWORDS)
    yield from invitation_faults(draft, INVITABLE)


def missing(item: Achievement) -> list[Invalid]:
    """What a reviewer would lack, each at its field of the form; an incomplete row is named by its place."""
    return [*_missing_texts(item), *_missing_maturity(item), *_missing_rows(item), *contact_faults(item)]


def property_number(number: str, kind: PropertyType, status: PropertyStatus) -> str:
    """The number as it is kept; that of a patent in its standard form. Raises Invalid with what is wrong."""
    if not number or kind not in PATENTS:
        return number
    patent = read_patent_number(number)
    if patent.kind != kind.name:
        raise Invalid(
            N_("这个号码是%(actual)s的号码，与所选类型不符。"), field="number", actual=PropertyType[patent.kind]
        )
    if patent.granted and status is PropertyStatus.APPLIED:
        raise Invalid(N_("ZL 表示已授权：请改选状态，或去掉 ZL。"), field="number")
    return str(patent)


def _missing_texts(item: Achievement) -> Iterator[Invalid]:
    if not item.abstract:
        yield Invalid(N_("提交审核前请填写成果简介。"), field="abstract")
    if not item.field_rows:
        yield Invalid(N_("提交审核前请选择技术领域。"), field="field_1")


def _missing_maturity(item: Achievement) -> Iterator[Invalid]:
    if item.stage is None:
        yield Invalid(N_("提交审核前请选择所处阶段。"), field="stage")
    if item.trl is None:
        yield Invalid(N_("提交审核前请选择技术成熟度。"), field="trl")
    if not item.mode_rows:
        yield Invalid(N_("提交审核前请至少选择一种转化方式。"), field="modes")
    if item.visibility is Visibility.INVITED and not item.invitations:
        yield Invalid(N_("定向邀请请至少写明一家企业。"), field="invited")


def _missing_rows(item: Achievement) -> Iterator[Invalid]:
    for place, parameter in enumerate(item.parameters, 1):
        if not parameter.indicator or not parameter.value:
            yield Invalid(N_("第 %(place)s 行的指标和数值都要填写。"), field="parameters", place=place)
    for place, right in enumerate(item.intellectual_property, 1):
        if not right.number:
            yield Invalid(N_("第 %(place)s 行请填写编号。"), field="intellectual_property", place=place)
    for place, person in enumerate(item.team, 1):
        if not person.name:
            yield Invalid(N_("第 %(place)s 行请填写姓名。"), field="team", place=place)
    leaders = sum(person.role is TeamRole.LEADER for person in item.team)
    if leaders != 1:
        yield Invalid(N_("请在研发团队中写明一位负责人，现在是 %(leaders)s 位。"), field="team", leaders=leaders)
