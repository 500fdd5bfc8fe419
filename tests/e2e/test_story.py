"""The whole thread, told by the firm, the university and the bureau, each in a browser of their own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.site import OFFICER, Site
from tests.e2e.steps import (
    day,
    decide,
    fill,
    fill_rows,
    open_first,
    press,
    publish,
    register,
    sign_in,
    verify,
)
from tests.factories.people import uscc

FIRM, UNIVERSITY = "临沂沭东铝业有限公司", "沂州理工学院"
NEED = "高速挤压铝型材表面微裂纹在线检测"
ACHIEVEMENT = "金属型材表面缺陷多光谱视觉在线检测系统"
RESEARCHER_PHONE = "0531-5550166"

Open = Callable[..., Page]


def test_from_registration_to_the_signed_agreement(site: Site, person: Open):
    site.python("tests.e2e.records", "other_achievements")
    officer, firm, university = person(), person(), person()
    sign_in(officer, OFFICER)
    _firm_joins_and_posts(firm, officer)
    _university_joins_and_posts(university, officer)
    _firm_finds_and_asks(firm)
    _university_consents(university)
    _both_talk_and_agree(firm, university)
    _they_plan(firm)
    _officer_records_the_agreement(officer)
    _everybody_sees_the_thread(firm)


def _firm_joins_and_posts(firm: Page, officer: Page) -> None:
    register(
        firm,
        kind=("企业",),
        organization_name=FIRM,
        uscc=uscc(81, "91371311"),
        district=("罗庄区",),
        name="沈立秋",
        phone="0539-5550181",
        email="shen@shudong.example",
    )
    assert firm.goto("/needs/new").status == 403
    verify(officer, FIRM)

    firm.goto("/needs/new")
    fill(
        firm,
        title=NEED,
        field_id=("高性能金属",),
        problem="挤压速度超过每分钟六米时，型材表面出现深度小于 0.1 毫米的微裂纹，需要在出料口在线发现并报警。",
        background="目前靠人工抽检，滞后约四十分钟，整批报废时有发生。",
        modes=["JOINT"],
        budget="８０．５",
    )
    fill_rows(
        firm,
        "requirements",
        [
            {"indicator": "可检裂纹深度", "comparator": ("≤",), "value": "0.10", "unit": "mm"},
            {"indicator": "漏检率", "comparator": ("≤",), "value": "1", "unit": "%", "current_level": "约 6 %"},
            {"indicator": "检测速度", "comparator": ("区间",), "value": "6", "value_high": "12", "unit": "m/min"},
        ],
    )
    press(firm, "提交审核")
    expect(firm.locator("tbody tr")).to_have_count(3)
    expect(firm.get_by_text("80.50")).to_be_visible()
    publish(officer, "needs", NEED)


def _university_joins_and_posts(university: Page, officer: Page) -> None:
    register(
        university,
        kind=("高等院校",),
        organization_name=UNIVERSITY,
        uscc=uscc(82, "12370000"),
        city="济南市",
        name="顾远山",
        phone=RESEARCHER_PHONE,
        email="gu@yizhou.example",
    )
    verify(officer, UNIVERSITY)
    university.goto("/achievements/new")
    fill(
        university,
        title=ACHIEVEMENT,
        field_1=("高性能金属",),
        abstract="采用多光谱线阵相机和暗场照明，在线识别铝型材挤压表面裂纹，可检裂纹深度 0.08 毫米。已在产线试用半年。",
        advantages="漏检率低于百分之一，最高检测速度每分钟十五米。",
        stage=("中试",),
        modes=["COOPERATION"],
        price="60",
    )
    university.locator("[name=trl]").select_option("6")
    fill_rows(
        university,
        "parameters",
        [
            {"indicator": "可检裂纹深度", "value": "0.08", "unit": "mm", "evidence": "第三方检测报告"},
            {"indicator": "检测速度", "value": "15", "unit": "m/min"},
        ],
    )
    fill_rows(university, "team", [{"name": "顾远山", "title": "教授", "role": ("负责人",)}])
    press(university, "提交审核")
    publish(officer, "achievements", ACHIEVEMENT)


def _firm_finds_and_asks(firm: Page) -> None:
    open_first(firm, "/needs/mine", NEED)
    best = firm.locator("#ranking .ranked").first
    expect(best.get_by_role("link", name=ACHIEVEMENT)).to_be_visible()
    expect(best.get_by_text("相关").first).to_be_visible()
    expect(best.locator("mark").first).to_be_visible()
    expect(best.get_by_text("为什么")).to_be_visible()
    best.get_by_role("button", name="请求对接").click()
    expect(firm.get_by_text("已发起对接")).to_be_visible()
    expect(firm.get_by_text(RESEARCHER_PHONE)).to_have_count(0)


def _university_consents(university: Page) -> None:
    open_first(university, "/matches/", NEED)
    expect(university.get_by_text("0539-5550181")).to_have_count(0)
    decide(university, "同意对接")
    expect(university.locator("#contacts").get_by_text("0539-5550181")).to_be_visible()
    expect(university.locator("#contacts").get_by_text(RESEARCHER_PHONE)).to_be_visible()


def _both_talk_and_agree(firm: Page, university: Page) -> None:
    open_first(firm, "/matches/", NEED)
    expect(firm.locator("#contacts").get_by_text(RESEARCHER_PHONE)).to_be_visible()
    fill(
        firm,
        held_on=day(0),
        form=("企业现场",),
        participants="沈立秋、顾远山",
        summary="看了二号挤压线，相机可装在牵引机之前。",
        next_step="寄十段带裂纹的型材做离线验证。",
    )
    press(firm, "保存记录")
    expect(firm.locator("#talks").get_by_text("看了二号挤压线")).to_be_visible()
    decide(firm, "确认达成合作")
    expect(firm.get_by_text("等待对方确认").first).to_be_visible()
    open_first(university, "/matches/", NEED)
    decide(university, "确认达成合作")
    expect(university.get_by_text("已建立合作项目").first).to_be_visible()


def _they_plan(firm: Page) -> None:
    open_first(firm, "/projects/", NEED)
    firm.get_by_role("link", name="补全计划").click()
    fill(firm, total_budget="85", starts_on=day(5), ends_on=day(370), firm_leader="沈立秋", provider_leader="顾远山")
    fill_rows(
        firm,
        "milestones",
        [
            {"title": "离线验证", "due_on": day(60), "weight": "40", "evidence": "检测记录"},
            {"title": "产线试运行", "due_on": day(300), "weight": "50", "evidence": "试运行报告"},
        ],
    )
    press(firm, "保存计划")
    expect(firm.locator("#errors").get_by_text("各里程碑权重之和应为 100，现在是 90。")).to_be_visible()
    fill(firm, **{"milestones-1-weight": "60"})
    press(firm, "保存计划")
    expect(firm.get_by_text("项目计划已保存。")).to_be_visible()


def _officer_records_the_agreement(officer: Page) -> None:
    open_first(officer, "/projects/", NEED)
    officer.get_by_role("link", name="登记技术合同").click()
    fill(
        officer,
        contract_no="LY-JS-2026-081",
        type=("技术开发（合作）",),
        signed_on=day(0),
        amount="80",
        tech_amount="90",
        direction=("吸纳",),
    )
    press(officer, "登记为已签订")
    expect(officer.locator("#errors").get_by_text("技术交易额不能超过成交额。")).to_be_visible()
    fill(officer, tech_amount="65.5")
    press(officer, "登记为已签订")
    expect(officer.locator("h1", has_text="LY-JS-2026-081")).to_be_visible()
    expect(officer.locator(".badge", has_text="已签订").first).to_be_visible()


def _everybody_sees_the_thread(firm: Page) -> None:
    open_first(firm, "/projects/", NEED)
    expect(firm.locator(".badge", has_text="已签约").first).to_be_visible()
    for number in (r"N-\d{4}-0001", r"A-\d{4}-\d{4}", r"M-\d{4}-0001-01", r"P-\d{4}-0001"):
        expect(firm.locator("main")).to_contain_text(re.compile(number))
    expect(firm.locator("main")).to_contain_text("LY-JS-2026-081")
    firm.get_by_role("link", name=re.compile("全部 .* 条记录")).click()
    for happening in ("发起对接", "同意对接", "达成合作", "签订"):
        expect(firm.locator(".timeline").get_by_text(happening).first).to_be_visible()
