"""A filter in words: what the file says it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from sqlalchemy import select

from matchmaker.exports.cells import cell
from matchmaker.i18n import translate
from matchmaker.messages import N_
from matchmaker.queries.halls import BUCKETS, organization_name
from models import District, Field, Project, User, db

# Names of the fields of all filters; an order is no condition, and what a list is called after is in its title.
TITLES = {
    "project_id": N_("项目"),
    "text": N_("关键词"),
    "field_ids": N_("技术领域"),
    "field_id": N_("技术领域"),
    "district_ids": N_("县区"),
    "district_id": N_("县区"),
    "organization_id": N_("单位"),
    "modes": N_("合作方式"),
    "kinds": N_("类型"),
    "kind": N_("类型"),
    "type": N_("类型"),
    "stages": N_("所处阶段"),
    "levels": N_("成果水平"),
    "trl_from": N_("成熟度不低于"),
    "trl_to": N_("成熟度不高于"),
    "budgets": N_("资金"),
    "prices": N_("意向价格"),
    "status": N_("状态"),
    "state": N_("状态"),
    "tab": N_("状态"),
    "registration": N_("登记状态"),
    "direction": N_("流向"),
    "origin": N_("来源"),
    "year": N_("年份"),
    "since": N_("开始日期"),
    "until": N_("结束日期"),
    "light": N_("灯"),
    "officer_id": N_("经办"),
    "place": N_("登记地"),
}
ROWS: dict[str, Any] = {
    "project_id": Project,
    "field_ids": Field,
    "field_id": Field,
    "district_ids": District,
    "district_id": District,
    "officer_id": User,
}
UNSET = N_("未注明")
BUCKET_NAMES = {bucket.key: bucket.label for bucket in BUCKETS}
CHOICES = {"budgets": BUCKET_NAMES, "prices": BUCKET_NAMES}


def conditions(chosen: Any, locale: str, choices: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """(what, which) of everything that narrows the list; `choices` names the keys of fields that hold keys."""
    for field in fields(chosen):
        value = getattr(chosen, field.name)
        if is_dataclass(value):
            yield from conditions(value, locale, choices)
        elif field.name in TITLES and value not in (None, "", (), [], False):
            known = choices.get(field.name) or CHOICES.get(field.name, {})
            yield translate(TITLES[field.name], locale), _said(field.name, value, locale, known)


def _said(name: str, value: Any, locale: str, known: Mapping[str, str]) -> str:
    each = tuple(value) if isinstance(value, list | tuple) else (value,)
    if name == "organization_id":
        return organization_name(value) or translate(UNSET, locale)
    if name in ROWS:
        each = tuple(_row(ROWS[name], row_id, locale) for row_id in each)
    return str(cell(tuple(translate(known[one], locale) if one in known else one for one in each), locale))


def _row(kind: type[Any], row_id: int, locale: str) -> str:
    row = db.session.scalar(select(kind).where(kind.id == row_id))
    if row is None:
        return translate(UNSET, locale)
    if isinstance(row, Project):
        return f"{row.number} {row.title}"
    return str(row.label(locale) if hasattr(row, "label") else row.name)
