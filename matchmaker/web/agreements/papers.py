"""What the registration office asks for, checked before the papers are handed in, and its form as Word."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from matchmaker.reports.registration_word import Application, Entry, Part, write
from matchmaker.web.filters import date_, label
from matchmaker.web.navigation import city
from models import Agreement, Organization, Project

WIDE = 26


@dataclass(frozen=True)
class Item:
    """`text` is empty where something is missing; `url` leads to where it is filled in, none if that is elsewhere."""

    label: str
    text: str
    url: str | None

    @property
    def missing(self) -> bool:
        return not self.text


@dataclass(frozen=True)
class Chapter:
    title: str
    items: list[Item]


def chapters(agreement: Agreement) -> list[Chapter]:
    """In the order of the form."""
    found = [
        Chapter(_("合同"), _contract(agreement)),
        Chapter(_("卖方（提供技术方）"), _party(agreement.seller)),
        Chapter(_("买方（付款方）"), _party(agreement.buyer)),
        Chapter(_("金额"), _amounts(agreement)),
        Chapter(_("约定"), _terms(agreement)),
    ]
    return [*found, Chapter(_("材料"), _papers(agreement))]


def lacking(found: list[Chapter]) -> int:
    return sum(item.missing for chapter in found for item in chapter.items)


def word(agreement: Agreement) -> bytes:
    parts = [
        Part(chapter.title, [Entry(each.label, each.text, len(each.text) > WIDE) for each in chapter.items])
        for chapter in chapters(agreement)
    ]
    return write(
        Application(
            title=_("技术合同登记申请表"),
            subject=f"{agreement.contract_no}  {agreement.project.title}",
            author=_("%(city)s科学技术局", city=city()),
            parts=parts,
            missing=_("【待补】"),
            statement=_("申请人承诺以上内容与合同原件一致，所附材料真实有效。"),
            signatures=[_("卖方（盖章）"), _("买方（盖章）"), _("登记机构（盖章）")],
        )
    )


def _contract(agreement: Agreement) -> list[Item]:
    project, url = agreement.project, _terms_url(agreement)
    term = f"{date_(agreement.starts_on)} — {date_(agreement.ends_on)}"
    return [
        Item(_("合同名称"), project.title, None),
        Item(_("合同编号"), agreement.contract_no, url),
        Item(_("合同类型"), _text(label(agreement.type)), url),
        Item(_("签订日期"), date_(agreement.signed_on), url),
        Item(_("合同期限"), term if agreement.starts_on and agreement.ends_on else "", url),
        Item(_("流向"), _text(label(agreement.direction)), url),
        Item(_("登记地"), agreement.registration_place, url),
        Item(_("技术领域"), _text(label(project.field)), _project_url(project)),
        Item(_("技术内容"), _content(project), _project_url(project)),
    ]


def _party(organization: Organization) -> list[Item]:
    url = url_for("organizations.show", organization_id=organization.id)
    place = "".join(dict.fromkeys((organization.city, _text(label(organization.district)))))
    return [
        Item(_("单位名称"), organization.name, url),
        Item(_("统一社会信用代码"), organization.uscc, url),
        Item(_("单位性质"), _text(label(organization.kind)), url),
        Item(_("所在地"), place, url),
    ]


def _amounts(agreement: Agreement) -> list[Item]:
    url = _terms_url(agreement)
    share = 100 * agreement.tech_amount / agreement.amount if agreement.amount else Decimal(0)
    return [
        Item(_("成交额（万元）"), f"{agreement.amount:,.2f}", url),
        Item(_("技术交易额（万元）"), f"{agreement.tech_amount:,.2f}", url),
        Item(_("技术交易额占比"), f"{share:.1f}%", url),
    ]


def _terms(agreement: Agreement) -> list[Item]:
    url = _terms_url(agreement)
    return [
        Item(_("知识产权归属"), agreement.ip_ownership, url),
        Item(_("付款方式"), agreement.payment_terms, url),
    ]


def _papers(agreement: Agreement) -> list[Item]:
    scans = "\n".join(scan.original_name for scan in agreement.attachments)
    found = [Item(_("合同扫描件"), scans, url_for("attachments.of_agreement", agreement_id=agreement.id))]
    if agreement.needs_expert_review:
        given = agreement.expert_opinion and f"{agreement.expert_opinion}\n{date_(agreement.expert_opinion_on)}"
        found.append(Item(_("专家评审意见"), given, "#opinion"))
    return found


def _content(project: Project) -> str:
    """What was asked for and, without a need, what is to be done."""
    if project.need is not None and project.need.problem:
        return project.need.problem
    return "\n".join(f"{row.position}. {row.title}" for row in project.milestones)


def _terms_url(agreement: Agreement) -> str:
    return url_for("agreements.amend", agreement_id=agreement.id)


def _project_url(project: Project) -> str:
    return url_for("projects.show", project_id=project.id)


def _text(value: Any) -> str:
    return str(value or "")
