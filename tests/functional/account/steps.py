"""What people do in these stories."""

from typing import Any

from matchmaker.services.passwords import hash_password
from models import User, db
from tests.factories import UserFactory
from tests.factories.people import uscc
from tests.factories.reference import district

PASSWORD = "红松 卷尺 台风 窗台"
ANOTHER = "燕麦 铁轨 三月 灯塔"


def application(**given: Any) -> dict[str, Any]:
    """A filled registration form."""
    form = {
        "kind": "FIRM",
        "organization_name": "临沂汶上精密铸造有限公司",
        "uscc": uscc(771, "91371311"),
        "district": str(district().id),
        "city": "",
        "address": "罗庄区双月湖路 8 号",
        "website": "https://www.wenshang-cast.example",
        "intro": "铝合金铸件，员工八十人。",
        "name": "宋汶",
        "title": "总工程师",
        "phone": "0539-5550177",
        "email": "Song.Wen@wenshang.example",
        "password": PASSWORD,
        "repeat": PASSWORD,
    }
    return {**form, **given}


def person_with_password(**given: Any) -> User:
    return UserFactory(password_hash=hash_password(PASSWORD), **given)


def log_in(client: Any, user: User, password: str = PASSWORD, **given: Any) -> Any:
    return client.post("/account/login", data={"email": user.email, "password": password, **given})


def again(row: Any) -> Any:
    """The row as it is stored now."""
    db.session.expire_all()
    return db.session.get(type(row), row.id)
