"""What a browser sends from the form of an achievement."""

from tests.factories import reference


def filled(**given: object) -> dict[str, object]:
    """Complete enough for a review."""
    return {
        "title": "蜂窝陶瓷载体快速烧结工艺",
        "field_1": reference.field().id,
        "field_2": "",
        "field_3": "",
        "keywords": "蜂窝陶瓷；烧结",
        "abstract": "用两段升温曲线把烧结周期缩短到九小时，开裂率低于百分之二。",
        "stage": "PILOT",
        "trl": "6",
        "nature": "",
        "level": "UNRATED",
        "modes": ["LICENSE", "COOPERATION"],
        "price": "",
        "year": "2025",
        "visibility": "PUBLIC",
        "invited": "",
        "team-0-name": "周明远",
        "team-0-title": "教授",
        "team-0-role": "LEADER",
        "team-0-specialty": "陶瓷",
        "contact_name": "周明远",
        "contact_phone": "0531-5550188",
        "contact_email": "",
        "action": "save",
        **given,
    }


def parameter(place: int, indicator: str, value: str, unit: str = "", evidence: str = "") -> dict[str, str]:
    cells = {"indicator": indicator, "value": value, "unit": unit, "evidence": evidence}
    return {f"parameters-{place}-{name}": text for name, text in cells.items()}


def patent(place: int, number: str, kind: str = "INVENTION", status: str = "GRANTED") -> dict[str, str]:
    cells = {"number": number, "type": kind, "status": status, "holder": ""}
    return {f"intellectual_property-{place}-{name}": text for name, text in cells.items()}
