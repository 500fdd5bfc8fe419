"""What the coach says of a need, in the order of the form."""

from collections.abc import Iterator

from matchmaker.coach import narrow, requirement_rules, titles, wording
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.drafts import NeedDraft
from matchmaker.coach.texts import size
from matchmaker.messages import N_

SHORT_PROBLEM = 40


def advice(draft: NeedDraft) -> Iterator[Advice]:
    yield from _title(draft.title)
    if not draft.has_field:
        yield _missing("field", "field_id", N_("还没有选技术领域。"), N_("选到第二级，同领域的研究人员更容易看到。"))
    yield from _problem(draft)
    if not size(draft.scenario):
        yield _missing(
            "scenario",
            "scenario",
            N_("还没有写应用场景。"),
            N_("写明用在哪条线、哪道工序、多大规模，例如“三车间 2 条挤压线，日产 60 t，两班生产”。"),
        )
    yield from requirement_rules.advice(draft)
    yield from _terms(draft)
    texts = [(name, getattr(draft, name)) for name in ("title", "background", "problem", "scenario", "current_basis")]
    yield from wording.contacts(texts)


def _title(title: str) -> Iterator[Advice]:
    if not size(title):
        yield _missing(
            "title",
            "title",
            N_("还没有写需求名称。"),
            N_("一句话写清对象和要解决的问题，例如“铝型材挤压表面裂纹在线检测”。"),
        )
    elif titles.is_general(title):
        yield Advice(
            "title-general",
            "title",
            Severity.IMPROVE,
            Phrase(N_("名称里看不出是什么产品、什么问题。")),
            Phrase(N_("写成“对象＋要解决的问题”，例如“大蒜切片烘干褐变控制”，比“技术升级”更容易被找到。")),
        )
    elif titles.is_short(title):
        yield Advice(
            "title-short",
            "title",
            Severity.IMPROVE,
            Phrase(N_("名称偏短，可以再具体一点。")),
            Phrase(N_("补上对象、工序或要达到的效果，例如“板材砂光粉尘”可写成“刨花板砂光粉尘在线浓度监测与防爆”。")),
        )


def _problem(draft: NeedDraft) -> Iterator[Advice]:
    count = size(draft.problem)
    if not count:
        yield _missing(
            "problem",
            "problem",
            N_("还没有写需解决的技术问题。"),
            N_("按三句话写：在什么条件下，出现什么现象，希望做到什么程度。"),
        )
    elif count < SHORT_PROBLEM:
        yield Advice(
            "problem-short",
            "problem",
            Severity.IMPROVE,
            Phrase(N_("技术问题只写了 %(count)s 个字，研究人员还看不出难在哪里。"), {"count": count}),
            Phrase(N_("补上工况（材料、温度、速度）、已经试过的办法和效果，一般 80 字以上比较好判断。")),
        )
    yield from narrow.advice("title", draft.title)
    yield from narrow.advice("problem", draft.problem)
    yield from wording.vague("problem", draft.problem)


def _terms(draft: NeedDraft) -> Iterator[Advice]:
    if not draft.modes:
        yield _missing("modes", "modes", N_("还没有选合作方式。"), N_("可以多选；不确定时先选“委托开发”和“合作开发”。"))
    if draft.is_challenge and draft.award is None:
        yield _missing("award", "award_amount", N_("榜单还没有写榜单金额。"), N_("写明揭榜成功后支付多少万元。"))
    elif draft.budget is None and draft.award is None and not draft.negotiable:
        yield Advice(
            "budget",
            "budget",
            Severity.IMPROVE,
            Phrase(N_("还没有写拟投入，页面上会显示“面议”。")),
            Phrase(N_("有个大致数目也可以写上，对方好安排方案的深浅；确实定不下来就保持面议。")),
        )
    if draft.delivery_months is None:
        yield _missing(
            "term",
            "delivery_months",
            N_("还没有写交付期限。"),
            N_("写几个月内要看到成果；小试类一般 6～12 个月，成套装备一般 12～24 个月。"),
        )


def _missing(code: str, field: str, message: str, suggestion: str) -> Advice:
    return Advice(code, field, Severity.MISSING, Phrase(message), Phrase(suggestion))
