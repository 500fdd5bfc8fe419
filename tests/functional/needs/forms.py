"""What a browser sends from the form of a need."""

from tests.factories import reference


def draft(**given: object) -> dict[str, object]:
    """A technical need with one requirement, complete enough for review."""
    data: dict[str, object] = {
        "action": "save",
        "title": "大断面型材挤压裂纹在线检测",
        "kind": "TECHNICAL",
        "field_id": reference.field().id,
        "district_id": reference.district().id,
        "problem": "挤压速度超过每分钟六米时型材表面出现微裂纹，需要在线发现。",
        "modes": ["JOINT"],
        "budget": "８０.5",
        "delivery_months": "12",
        "visibility": "PUBLIC",
        "contact_name": "林晓东",
        "contact_phone": "0539-5550123",
        **row(0, indicator="漏检率", comparator="LE", value="１", unit="%"),
    }
    return {**data, **given}


def challenge(**given: object) -> dict[str, object]:
    return draft(kind="CHALLENGE", award_amount="300", bid_day="2099-12-31", **given)


def row(place: int, **given: object) -> dict[str, object]:
    blank = {"indicator": "", "comparator": "GE", "value": "", "value_high": "", "unit": "", "obligation": "MUST"}
    cells = {**blank, "current_level": "", **given}
    return {f"requirements-{place}-{name}": value for name, value in cells.items()}
