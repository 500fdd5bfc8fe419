"""What a Word template of a report may ask for: the placeholders, and the values that fill them."""

from collections.abc import Callable, Mapping
from typing import Any

from matchmaker.messages import N_
from matchmaker.reports.list_file import clean
from matchmaker.reports.snapshot_text import (
    NOTHING,
    Approval,
    Entry,
    cell_text,
    change_text,
    head_text,
    period_text,
    side_text,
    unit_of,
    value_text,
)

# title, form, points, whether half as wide as the text
Draw = Callable[[str, str, Any, bool], object]
PLACEHOLDERS = (
    ("{{ 报表.名称 }}", N_("还有：报表.编号、单位、时期、起止、上期、去年同期、生成时间、状态、备注")),
    ("{{ 报表.编制人 }}", N_("还有：报表.审批人、审批时间、校验码；批准前为“—”")),
    (
        "{{ 数.新发布需求.数值 }}",
        N_("按指标名称取数，还有：计量单位、附注、口径、上期、环比、去年同期、同比、条数、技术交易额、明细"),
    ),
    (
        "{%tr for 行 in 指标 %} … {%tr endfor %}",
        N_("在表格里逐行列出全部指标：行.名称、行.数值、行.计量单位、行.环比 等"),
    ),
    ("{%tr for 行 in 数.签订的产学研合作项目.明细 %}", N_("一个指标的全部记录：行.编号、名称、单位、状态、金额、日期")),
    ("{%tr for 行 in 表.本年各月.行 %}", N_("按名称取一张表，行[0]、行[1] 是各列；还有：表.本年各月.合计、表头、空")),
    ("{{ 图.各月成交额.图 }}", N_("按名称插入一张可在 Word 里修改的图；小图：半栏宽；还有：图.各月成交额.名称")),
    ("{%p if 表.按县区.行 %} … {%p endif %}", N_("有数据时才出现的段落或表格")),
    ("{%p for 张 in 图表 %} … {%p endfor %}", N_("依次列出全部图表：张.名称、张.图；“表格”“指标”同样可以循环")),
)


def values(content: Entry, approval: Approval, draw: Draw) -> dict[str, Any]:
    figures = [_figure(each) for each in content["figures"]]
    tables = [_table(each) for each in content["tables"]]
    charts = [_chart(each, draw) for each in content["charts"]]
    given = {
        "报表": _report(content, approval),
        "指标": figures,
        "数": {each["名称"]: each for each in figures},
        "表格": tables,
        "表": {each["名称"]: each for each in tables},
        "图表": charts,
        "图": {each["名称"].partition("（")[0]: each for each in charts},
    }
    return {name: _cleaned(value) for name, value in given.items()}


def _report(content: Entry, approval: Approval) -> dict[str, str]:
    return {
        "名称": content["title"],
        "编号": content["number"],
        "单位": content["publisher"],
        "时期": content["period"]["name"],
        "起止": period_text(content["period"]),
        "上期": content["previous"]["name"],
        "去年同期": content["year_before"]["name"],
        "生成时间": content["taken_at"],
        "状态": approval.state,
        "备注": approval.remark,
        "编制人": approval.author or NOTHING,
        "审批人": approval.approver or NOTHING,
        "审批时间": approval.approved_at or NOTHING,
        "校验码": approval.digest or NOTHING,
    }


def _figure(figure: Entry) -> dict[str, Any]:
    return {
        "名称": figure["title"],
        "数值": value_text(figure, figure["now"]),
        "计量单位": unit_of(figure),
        "附注": side_text(figure),
        "口径": figure["definition"],
        "上期": value_text(figure, figure["previous"]),
        "环比": change_text(figure, "previous"),
        "去年同期": value_text(figure, figure["year_before"]),
        "同比": change_text(figure, "year_before"),
        "技术交易额": cell_text(figure["now"]["tech_amount"], "money"),
        "条数": len(figure["records"]),
        "明细": [_record(each) for each in figure["records"]],
    }


def _chart(chart: Entry, draw: Draw) -> dict[str, Any]:
    given = (chart["title"], chart["form"], chart["points"])
    return {"名称": chart["title"], "图": draw(*given, False), "小图": draw(*given, True)}


def _record(record: Entry) -> dict[str, str]:
    return {
        "编号": record["number"],
        "名称": record["title"],
        "单位": "、".join(record["parties"]) or NOTHING,
        "状态": record["state"],
        "金额": cell_text(record["amount"], "money"),
        "技术交易额": cell_text(record["tech_amount"], "money"),
        "日期": record["date"] or NOTHING,
    }


def _table(table: Entry) -> dict[str, Any]:
    forms = [column["form"] for column in table["columns"]]

    def texts(row: list[str | int | None]) -> list[str]:
        return [cell_text(cell, form) for cell, form in zip(row, forms, strict=True)]

    return {
        "名称": table["title"],
        "表头": [head_text(column) for column in table["columns"]],
        "行": [texts(row) for row in table["rows"]],
        "合计": texts(table["total"]) if table["total"] else [],
        "空": table["empty"],
    }


def _cleaned(value: Any) -> Any:
    """Without signs that XML cannot carry."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list) else value
