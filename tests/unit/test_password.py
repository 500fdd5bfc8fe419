import pytest

from matchmaker.checks.password import check_password
from matchmaker.errors import Invalid
from matchmaker.services import passwords

PERSON = {"email": "lin.xiaodong@firm.example", "name": "林晓东"}


@pytest.mark.parametrize(
    "password", ["卷尺 窗台 燕麦 台风 蓝色的门", "correct-horse-battery", "Tg7#vv20Qm!x", "红松木板厚度公差三毫米"]
)
def test_good_passwords(password):
    check_password(password, **PERSON)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Tg7#vv20Q", "至少"),
        ("x7" * 70, "最多"),
        ("lin.xiaodong@firm.example", "邮箱或姓名"),
        ("Lin.Xiaodong-2025", "邮箱或姓名"),
        ("我是林晓东本人我的密码", "邮箱或姓名"),
        ("Password123!", "容易被猜到"),
        ("P@ssw0rd2024", "容易被猜到"),
        ("1234567890", "容易被猜到"),
        ("9876543210", "容易被猜到"),
        ("qwertyuiop", "容易被猜到"),
        ("aaaaaaaaaaaa", "容易被猜到"),
        ("abc123abc123", "容易被猜到"),
        ("linyi2026!!", "容易被猜到"),
        ("woaini1314520", "容易被猜到"),
        ("Ｐａｓｓｗｏｒｄ１２３", "容易被猜到"),
    ],
)
def test_refused_passwords_say_why(password, words):
    with pytest.raises(Invalid) as caught:
        check_password(password, **PERSON)
    assert words in caught.value.message
    assert caught.value.field == "password"


def test_a_hash_knows_its_password_and_hides_it():
    stored = passwords.hash_password("Tg7#vv20Qm!x")
    assert stored.startswith("$argon2id$")
    assert "Tg7" not in stored
    assert passwords.matches(stored, "Tg7#vv20Qm!x")
    assert not passwords.matches(stored, "Tg7#vv20Qm!X")


def test_nobody_and_a_broken_hash_match_nothing():
    assert not passwords.matches(None, "Tg7#vv20Qm!x")
    assert not passwords.matches("unusable", "Tg7#vv20Qm!x")


def test_a_hash_of_weaker_parameters_is_out_of_date():
    weak = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$" + "A" * 22
    assert passwords.outdated(weak)
    assert not passwords.outdated(passwords.hash_password("Tg7#vv20Qm!x"))
