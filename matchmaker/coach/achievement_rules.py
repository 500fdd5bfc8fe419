"""What the coach says of an achievement, in the order of the form."""

from collections.abc import Iterator

from matchmaker.coach import abbreviations, maturity, parameter_rules, titles, wording
from matchmaker.coach.advice import Advice, Phrase, Severity
from matchmaker.coach.drafts import AchievementDraft
from matchmaker.coach.texts import size
from matchmaker.messages import N_

SHORT_ABSTRACT = 40
# At these stages there is something to tell of its use.
TRIED = ("SAMPLE", "PRODUCTION")


def advice(draft: AchievementDraft) -> Iterator[Advice]:
    yield from _title(draft)
    if not draft.has_field:
        yield _missing("field", "field_1", N_("还没有选主要领域。"), N_("选到第二级，同领域的企业更容易看到。"))
    yield from _abstract(draft.abstract)
    yield from _wording(draft)
    yield from maturity.advice(draft)
    yield from _use(draft)
    yield from parameter_rules.advice(draft)
    if not draft.properties:
        yield _improve(
            "no-property",
            "intellectual_property",
            N_("还没有写知识产权。"),
            N_("写上专利或软件著作权的编号和状态，申请中的也算；暂时没有的可以不填。"),
        )
    texts = [(name, getattr(draft, name)) for name in ("title", "abstract", "advantages", "scenes", "cases")]
    yield from wording.contacts(texts)


def _title(draft: AchievementDraft) -> Iterator[Advice]:
    title = draft.title
    if not size(title):
        yield _missing(
            "title", "title", N_("还没有写成果名称。"), N_("写明对象和手段，例如“铝型材表面缺陷在线检测系统”。")
        )
    elif titles.is_general(title) or titles.is_short(title):
        yield _improve(
            "title-general",
            "title",
            N_("名称里看不出用在什么上、靠什么实现。"),
            N_("写成“对象＋手段”，例如“花生黄曲霉毒素近红外在线分选系统”。"),
        )
    yield from abbreviations.advice(title, draft.abstract)


def _abstract(abstract: str) -> Iterator[Advice]:
    count = size(abstract)
    if not count:
        yield _missing(
            "abstract", "abstract", N_("还没有写成果简介。"), N_("按三句话写：解决什么问题、怎样解决、做到什么程度。")
        )
    elif count < SHORT_ABSTRACT:
        yield Advice(
            "abstract-short",
            "abstract",
            Severity.IMPROVE,
            Phrase(N_("简介只写了 %(count)s 个字，企业还看不出能不能用上。"), {"count": count}),
            Phrase(N_("补上原理、处理的对象和已经做到的数值；匹配时逐句与需求比对，写得具体更容易对上。")),
        )


def _wording(draft: AchievementDraft) -> Iterator[Advice]:
    """A word of advertising that is vague too is spoken of once."""
    texts = {"abstract": draft.abstract, "advantages": draft.advantages}
    titled = {"title": draft.title, **texts}
    grand = [each for name, text in titled.items() for each in wording.claims(name, text)]
    unclear = [each for name, text in texts.items() for each in wording.vague(name, text, with_proof=True)]
    yield from grand
    yield from wording.without_overlaps(unclear, grand)


def _use(draft: AchievementDraft) -> Iterator[Advice]:
    if not size(draft.scenes):
        yield _improve(
            "no-scenes",
            "scenes",
            N_("还没有写应用场景。"),
            N_("写两三个具体的用处：什么产品、哪道工序、什么设备上，企业搜索时按这些词找。"),
        )
    if not size(draft.cases) and draft.stage in TRIED:
        yield _improve(
            "no-cases",
            "cases",
            N_("还没有写应用案例。"),
            N_("到了这个阶段，企业会问谁在用：写在哪类企业、用了多久、效果多少；没有的可以不填。"),
        )
    if not draft.modes:
        yield _missing("modes", "modes", N_("还没有选转化方式。"), N_("可以多选，例如“许可”和“合作”。"))


def _missing(code: str, field: str, message: str, suggestion: str) -> Advice:
    return Advice(code, field, Severity.MISSING, Phrase(message), Phrase(suggestion))


def _improve(code: str, field: str, message: str, suggestion: str) -> Advice:
    return Advice(code, field, Severity.IMPROVE, Phrase(message), Phrase(suggestion))
