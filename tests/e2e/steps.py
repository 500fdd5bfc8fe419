"""What people do on the pages, in their words."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.site import PASSWORD

Row = dict[str, str]


def fill(page: Page, **values: Any) -> None:
    """Fields by name: text, a choice by its label (in a tuple), check boxes by their values (in a list)."""
    for name, value in values.items():
        field = page.locator(f'[name="{name}"]')
        if isinstance(value, tuple):
            field.select_option(label=value[0])
        elif isinstance(value, list):
            for choice in value:
                page.locator(f'[name="{name}"][value="{choice}"]').check()
        else:
            field.fill(str(value))


def fill_rows(page: Page, name: str, rows: list[Row]) -> None:
    """The rows of a table-like field; a further row is added with the button under it."""
    add = page.locator(f'button[name=add_row][value="{name}"]')
    for place, row in enumerate(rows):
        if place:
            add.click()
        fill(page, **{f"{name}-{place}-{key}": value for key, value in row.items()})


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()


def decide(page: Page, label: str, button: str | None = None) -> None:
    """An action that is asked once more: it opens under its name, and its button confirms."""
    page.locator("details.confirm > summary", has_text=label).click()
    page.locator("details.confirm[open]").get_by_role("button", name=button or label, exact=True).click()


def sign_in(page: Page, email: str, goes_to: str = "") -> None:
    page.goto(f"/account/login?next={goes_to}" if goes_to else "/account/login")
    fill(page, email=email, password=PASSWORD)
    press(page, "登录")
    expect(page.get_by_text("登录", exact=True)).to_have_count(0)


def register(page: Page, **answers: Any) -> None:
    page.goto("/account/register")
    fill(page, **answers, password=PASSWORD, repeat=PASSWORD)
    press(page, "提交注册")
    expect(page.get_by_text("注册成功")).to_be_visible()


def verify(officer: Page, organization: str) -> None:
    officer.goto("/organizations/review")
    officer.get_by_role("link", name=organization).click()
    decide(officer, "认证通过", "确认通过")
    expect(officer.get_by_text("已通过认证，单位会收到通知")).to_be_visible()


def publish(officer: Page, kind: str, title: str) -> None:
    officer.goto(f"/{kind}/review")
    officer.get_by_role("link", name=title).first.click()
    decide(officer, "发布", "确认发布")
    expect(officer.locator(".badge", has_text="已发布").first).to_be_visible()


def open_first(page: Page, address: str, title: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=title).first.click()


def day(after: int) -> str:
    return (date.today() + timedelta(days=after)).isoformat()
