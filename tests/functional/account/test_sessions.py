from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import url_for

from matchmaker import create_app
from matchmaker.adapters import clock
from matchmaker.extensions import limiter
from matchmaker.services.passwords import HASHER
from matchmaker.services.signing_in import ATTEMPTS
from models import db
from models.enums import Membership, OrganizationKind, OrganizationState
from tests.factories import OrganizationFactory, UserFactory, bureau_user, firm_user
from tests.functional.account.steps import ANOTHER, PASSWORD, again, log_in, person_with_password


def test_somebody_signs_in_and_out(client):
    user = person_with_password(name="韩青")
    page = log_in(client, user)
    assert (page.status_code, page.location) == (302, "/needs/mine")
    assert "韩青" in client.get("/").text
    assert again(user).last_login_at is not None
    client.post("/account/logout")
    assert client.get("/account/profile").status_code == 302


def test_capitals_and_spaces_around_the_address_do_not_matter(client):
    user = person_with_password(email="han@firm.example")
    page = client.post("/account/login", data={"email": " HAN@Firm.example ", "password": PASSWORD})
    assert page.status_code == 302
    assert again(user).last_login_at is not None


def test_officers_begin_at_their_desk(client):
    officer = bureau_user()
    officer.password_hash = HASHER.hash(PASSWORD)
    db.session.commit()
    assert log_in(client, officer).location == url_for("bureau.home", _external=False)


def test_others_begin_at_their_own_work(client):
    university = OrganizationFactory(kind=OrganizationKind.UNIVERSITY)
    assert log_in(client, person_with_password(organization=university)).location == "/achievements/mine"
    assert client.get("/account/login").location == "/achievements/mine"
    client.post("/account/logout")
    assert log_in(client, person_with_password()).location == "/needs/mine"
    client.post("/account/logout")
    waiting = OrganizationFactory(state=OrganizationState.PENDING)
    assert log_in(client, person_with_password(organization=waiting)).location == "/"


def _error(page):
    return page.text.split('class="error-summary"')[1].split("</ul>")[0]


def test_the_answer_does_not_tell_whether_the_account_exists(client):
    known = person_with_password()
    wrong = log_in(client, known, ANOTHER)
    unknown = client.post("/account/login", data={"email": "nobody@firm.example", "password": ANOTHER})
    closed = log_in(client, person_with_password(active=False))
    assert wrong.status_code == unknown.status_code == closed.status_code == 400
    assert _error(wrong) == _error(unknown) == _error(closed)


def test_too_many_wrong_attempts_lock_the_account_for_a_while(client):
    user = person_with_password()
    answers = [log_in(client, user, ANOTHER) for _ in range(ATTEMPTS)]
    locked = log_in(client, user)
    assert _error(locked) == _error(answers[0])
    stored = again(user)
    assert stored.locked_until > clock.now()
    stored.locked_until = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert log_in(client, user).status_code == 302
    assert again(user).locked_until is None


def test_a_right_password_in_time_forgets_the_wrong_ones(client):
    user = person_with_password()
    for _ in range(ATTEMPTS - 1):
        log_in(client, user, ANOTHER)
    assert log_in(client, user).status_code == 302
    assert again(user).failed_logins == 0


def test_one_address_may_not_try_without_end(app):
    """The limit per address is off in the other tests, which all come from one address."""
    limited = create_app({"WTF_CSRF_ENABLED": False, "SERVER_NAME": "localhost", "RATELIMIT_ENABLED": True})
    try:
        with limited.app_context():
            client = limited.test_client()
            answers = [
                client.post("/account/login", data={"email": f"p{n}@x.example", "password": "x"}) for n in range(13)
            ]
            assert [page.status_code for page in answers] == [400] * 12 + [429]
            assert client.get("/account/login").status_code == 200
            db.session.remove()
            db.engine.dispose()
    finally:
        limiter.reset()
        limiter.enabled = False


def test_a_hash_of_old_parameters_is_renewed_at_the_next_login(client):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    user = UserFactory(password_hash=weak)
    assert log_in(client, user).status_code == 302
    stored = again(user)
    assert stored.password_hash != weak
    assert not HASHER.check_needs_rehash(stored.password_hash)
    assert stored.password_version == 1


def test_remember_me_outlives_the_session(client):
    user = person_with_password()
    log_in(client, user, remember="y")
    client.delete_cookie("session")
    assert client.get("/account/profile").status_code == 200
    client.post("/account/logout")
    assert client.get("/account/profile").status_code == 302


def test_without_it_the_session_is_all(client):
    log_in(client, person_with_password())
    client.delete_cookie("session")
    assert client.get("/account/profile").status_code == 302


def test_after_signing_in_one_goes_on_where_one_was_stopped(client):
    user = person_with_password()
    stopped = client.get("/account/notifications?page=2")
    assert stopped.location.startswith("/account/login?next=")
    page = client.post(stopped.location, data={"email": user.email, "password": PASSWORD})
    assert page.location == "/account/notifications?page=2"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "evil.example",
        " //evil.example",
    ],
)
def test_another_site_is_never_gone_to(client, target):
    user = person_with_password()
    page = client.post(
        "/account/login", query_string={"next": target}, data={"email": user.email, "password": PASSWORD}
    )
    assert (page.status_code, page.location) == (302, "/needs/mine")
    switched = client.post("/account/language", data={"language": "en", "next": target})
    assert switched.location == "/"


@pytest.mark.parametrize(
    "given",
    [
        {"membership": Membership.PENDING, "is_owner": False},
        {"membership": Membership.REFUSED, "is_owner": False},
        {"organization": "waiting"},
        {"organization": "refused"},
    ],
)
def test_unconfirmed_people_may_not_open_the_pages_of_members(sign_in, given):
    states = {"waiting": OrganizationState.PENDING, "refused": OrganizationState.REFUSED}
    if "organization" in given:
        given = {"organization": OrganizationFactory(state=states[given["organization"]])}
    client = sign_in(firm_user(**given))
    for endpoint in ("needs.create", "matches.mine", "projects.index"):
        assert client.get(url_for(endpoint, _external=False)).status_code == 403, endpoint
    assert client.get("/account/profile").status_code == 200


def test_a_closed_account_is_out_at_once(sign_in):
    user = firm_user()
    client = sign_in(user)
    assert client.get("/account/profile").status_code == 200
    user.active = False
    db.session.commit()
    assert client.get("/account/profile").status_code == 302


def test_a_forged_session_is_nobody(client):
    for forged in ("", "x", "1", "1.", "99999.1", "1.2.3"):
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = forged, True
        assert client.get("/account/profile").status_code == 302
