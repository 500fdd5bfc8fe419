"""What a 揭榜申请 must say before it is handed in, and how much it may say.

Each fault names its field; a field of a row is named `schedule.0.due_on`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from matchmaker.adapters import clock
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from matchmaker.sealing.contents import BidContent, Response
from models import BidPartner, Need, Requirement
from models.challenge_enums import PartnerState
from models.enums import Obligation

# In characters.
LIMITS = {
    "overview": 1500,
    "state_of_art": 2000,
    "approach": 4000,
    "basis": 2000,
    "commercialization": 1500,
    "ip_terms": 800,
    "chief_specialty": 200,
    "chief_name": 40,
    "chief_title": 40,
    "chief_phone": 30,
    "budget_total": 20,
    "contact_name": 40,
    "contact_phone": 30,
    "contact_email": 254,
}
ROW_LIMITS = {
    "team": {"name": 40, "title": 40, "organization": 120, "task": 120},
    "responses": {"promised": 80, "evidence": 300},
    "schedule": {"title": 120, "due_on": 20, "evidence": 120},
    "budget_lines": {"item": 40, "amount": 20, "note": 120},
    "relations": {"name": 120, "note": 200},
}
MOST_ROWS = {"team": 30, "responses": 60, "schedule": 20, "budget_lines": 20, "relations": 20}
# A draft may be so many times too long: somebody who pastes a text to shorten it loses nothing.
STORABLE = 4
NEEDED = {
    "overview": N_("请写明单位或联合体情况。"),
    "approach": N_("请写明攻关内容、方法和技术路线。"),
    "basis": N_("请写明工作基础。"),
    "chief_name": N_("请填写首席专家。"),
    "chief_phone": N_("请填写首席专家的电话。"),
    "contact_name": N_("请填写联系人。"),
    "contact_phone": N_("请填写联系电话。"),
}
LONGEST = timedelta(days=3653)
WHOLE = 100
CENT = Decimal("0.01")
MONEY_MAX = Decimal("99999999.99")


def faults(need: Need, content: BidContent, partners: Sequence[BidPartner] = ()) -> list[Invalid]:
    """Everything that keeps this bid from being handed in."""
    return [
        *draft_faults(content),
        *(Invalid(sentence, field=name) for name, sentence in NEEDED.items() if not getattr(content, name)),
        *_responses(need, content),
        *_schedule(need, content),
        *_budget(content),
        *_relations(content),
        *_partners(partners),
    ]


def draft_faults(content: BidContent) -> list[Invalid]:
    """What is too long or cannot be read; a draft keeps it all the same."""
    return [*_too_long(content), *_unreadable(content)]


def warnings(need: Need, content: BidContent) -> list[Invalid]:
    """What is allowed, but better looked at once more."""
    found = []
    total, award = amount_of(content.budget_total), need.award_amount
    if total is not None and award is not None and total > award:
        sentence = N_("经费总额高于榜单金额（%(award)s 万元），超出部分应写明来源。")
        found.append(Invalid(sentence, field="budget_total", award=f"{award:,.2f}"))
    days = [day for step in content.schedule if (day := day_of(step.due_on))]
    if need.delivery_months and need.bid_deadline and days:
        end = need.bid_deadline.astimezone(clock.CITY_ZONE).date() + timedelta(days=31 * need.delivery_months)
        if max(days) > end:
            sentence = N_("最后一个节点晚于榜单要求的交付期限（%(months)s 个月）。")
            found.append(Invalid(sentence, field="schedule", months=need.delivery_months))
    return found


def expect_storable(content: BidContent) -> None:
    """Bounds of what is kept as a draft at all. Raises Invalid."""
    for name, limit in LIMITS.items():
        if len(getattr(content, name)) > STORABLE * limit:
            raise Invalid(N_("最多 %(max)s 字。"), field=name, max=limit)
    for name, most in MOST_ROWS.items():
        if len(getattr(content, name)) > most:
            raise Invalid(N_("最多 %(most)s 行。"), field=name, most=most)
    for path, text, limit in _cells(content):
        if len(text) > STORABLE * limit:
            raise Invalid(N_("最多 %(max)s 字。"), field=path, max=limit)


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def amount_of(text: str) -> Decimal | None:
    """万元, at least 0, two decimals."""
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    sound = amount.is_finite() and 0 <= amount <= MONEY_MAX and amount == amount.quantize(CENT)
    return amount if sound else None


def _cells(content: BidContent) -> Iterator[tuple[str, str, int]]:
    """(path, text, limit) of every text in a row."""
    for name, limits in ROW_LIMITS.items():
        for place, row in enumerate(getattr(content, name)):
            for column, limit in limits.items():
                yield f"{name}.{place}.{column}", getattr(row, column), limit


def _too_long(content: BidContent) -> Iterator[Invalid]:
    single = ((name, getattr(content, name), limit) for name, limit in LIMITS.items())
    for path, text, limit in (*single, *_cells(content)):
        if len(text) > limit:
            sentence = N_("最多 %(max)s 字，现在是 %(length)s 字。")
            yield Invalid(sentence, field=path, max=limit, length=len(text))


def _unreadable(content: BidContent) -> Iterator[Invalid]:
    for place, step in enumerate(content.schedule):
        if step.due_on and day_of(step.due_on) is None:
            yield Invalid(N_("请填写日期，例如 2026-03-05。"), field=f"schedule.{place}.due_on")
    amounts = [("budget_total", content.budget_total)]
    amounts += [(f"budget_lines.{place}.amount", line.amount) for place, line in enumerate(content.budget_lines)]
    for path, text in amounts:
        if text and amount_of(text) is None:
            yield Invalid(N_("请填写不为负的数字，单位万元，最多两位小数，例如 80 或 80.50。"), field=path)
    if content.contact_email and not _looks_like_mail(content.contact_email):
        yield Invalid(N_("邮箱格式不对，例如 name@university.cn。"), field="contact_email")


def _looks_like_mail(text: str) -> bool:
    name, _, host = text.rpartition("@")
    return bool(name) and "." in host.strip(".") and not any(sign.isspace() for sign in text)


def _responses(need: Need, content: BidContent) -> Iterator[Invalid]:
    given = {response.requirement_id: (place, response) for place, response in enumerate(content.responses)}
    for row in need.requirements:
        place, response = given.get(row.id, (None, Response()))
        field = "responses" if place is None else f"responses.{place}.promised"
        if not response.promised and not (response.evidence and row.obligation is Obligation.WISH):
            yield Invalid(_unanswered(row), field=field, indicator=row.indicator)


def _unanswered(row: Requirement) -> str:
    if row.obligation is Obligation.MUST:
        return N_("“%(indicator)s”是必须指标，请写明承诺值。")
    return N_("请响应“%(indicator)s”：写明承诺值，做不到的在依据中说明。")


def _schedule(need: Need, content: BidContent) -> Iterator[Invalid]:
    if not content.schedule:
        yield Invalid(N_("请至少安排一个进度节点。"), field="schedule")
        return
    first = need.bid_deadline.astimezone(clock.CITY_ZONE).date() if need.bid_deadline else clock.today()
    for place, step in enumerate(content.schedule):
        if not step.title:
            yield Invalid(N_("请写明这个节点完成什么。"), field=f"schedule.{place}.title")
        if not step.due_on:
            yield Invalid(N_("请填写完成日期。"), field=f"schedule.{place}.due_on")
        elif (day := day_of(step.due_on)) and not first < day <= first + LONGEST:
            yield Invalid(N_("完成日期应在揭榜截止之后的十年以内。"), field=f"schedule.{place}.due_on")
        if not 0 < step.weight <= WHOLE:
            yield Invalid(N_("权重为 1 到 100 的整数。"), field=f"schedule.{place}.weight")
    total = sum(step.weight for step in content.schedule)
    if total != WHOLE:
        yield Invalid(N_("进度权重合计应为 100，现在是 %(total)s。"), field="schedule", total=total)


def _budget(content: BidContent) -> Iterator[Invalid]:
    total = amount_of(content.budget_total)
    if not content.budget_total or total == 0:
        yield Invalid(N_("请填写经费总额，应大于零。"), field="budget_total")
    if content.lump_sum:
        return
    if not content.budget_lines:
        yield Invalid(N_("请列出经费明细，或选择包干制。"), field="budget_lines")
        return
    amounts = [amount_of(line.amount) for line in content.budget_lines]
    for place, line in enumerate(content.budget_lines):
        if not line.item:
            yield Invalid(N_("请填写支出科目。"), field=f"budget_lines.{place}.item")
        if not line.amount:
            yield Invalid(N_("请填写金额。"), field=f"budget_lines.{place}.amount")
    known = [amount for amount in amounts if amount is not None]
    if total and len(known) == len(amounts) and sum(known) != total:
        words = {"sum": f"{sum(known):,.2f}", "total": f"{total:,.2f}"}
        yield Invalid(N_("明细合计 %(sum)s 万元，与总额 %(total)s 万元不一致。"), field="budget_lines", **words)


def _relations(content: BidContent) -> Iterator[Invalid]:
    if content.no_relations and content.relations:
        yield Invalid(N_("已声明无关联关系，又列出了关联关系，请保留其一。"), field="no_relations")
    if not content.no_relations and not content.relations:
        yield Invalid(N_("请声明无关联关系，或列出关联的专家和单位。"), field="no_relations")
    for place, relation in enumerate(content.relations):
        if not relation.name:
            yield Invalid(N_("请填写专家姓名或单位名称。"), field=f"relations.{place}.name")


def _partners(partners: Sequence[BidPartner]) -> Iterator[Invalid]:
    for partner in partners:
        if partner.state is PartnerState.INVITED:
            sentence = N_("联合单位“%(name)s”还没有答复，请等对方确认，或先移除再提交。")
            yield Invalid(sentence, field="partners", name=partner.organization.name)
