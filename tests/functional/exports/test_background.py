"""Long lists: made in the background, offered whole, to whoever asked for them and still may have them."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from matchmaker.adapters import clock, jobs, storage
from matchmaker.exports import asking, running, writing
from matchmaker.services import exports as service
from matchmaker.services.ticking import tick
from models import Export, Notification, User, UserRole, db, sqlite
from models.enums import Membership, NeedState, Role
from models.project_enums import ExportFormat, ExportState
from tests.factories import NeedFactory, ProjectFactory, bureau_user, firm_user
from tests.factories.agreements import AgreementFactory
from tests.factories.figures import ExportFactory, stored_export
from tests.functional.exports.files import csv_rows, notes, sheet

SHORT = 2
HALL = "/exports/needs.hall"


@pytest.fixture(autouse=True)
def short_lists(monkeypatch):
    """More than two rows are many here, and a batch has two."""
    monkeypatch.setattr(asking, "AT_ONCE", SHORT)
    monkeypatch.setattr(writing, "BATCH", SHORT)


@pytest.fixture
def queued(monkeypatch) -> list[tuple[str, int]]:
    """Nobody works: what the queue was told."""
    calls: list[tuple[str, int]] = []
    monkeypatch.setattr(jobs, "put", lambda job, record_id: calls.append((job, record_id)))
    return calls


@pytest.fixture
def later(monkeypatch) -> Callable[[timedelta], None]:
    def _later(time: timedelta) -> None:
        moment = clock.now() + time
        monkeypatch.setattr("matchmaker.adapters.clock.now", lambda: moment)

    return _later


def _needs(count: int = 5) -> None:
    for number in range(count):
        NeedFactory(title=f"需求之{number}")


def _only() -> Export:
    db.session.expire_all()
    return db.session.query(Export).one()


def _fetched(client, address: str):
    return client.get(address, buffered=True)


def _drafts() -> list:
    return list(storage.path("x").parent.parent.joinpath("drafts").glob("*"))


@pytest.mark.parametrize("file_format", list(ExportFormat))
def test_a_long_list_is_made_and_told_of(file_format: ExportFormat, app, sign_in):
    _needs()
    reader = firm_user()
    client = sign_in(reader)
    answer = client.post(f"{HALL}?q=需求", data={"format": file_format.name})
    page = client.get(answer.headers["Location"]).text
    assert "已生成" in page and "下载文件" in page
    export = _only()
    assert (export.state, export.rows_done, export.rows_total, export.attempts) == (ExportState.DONE, 5, 5, 1)
    file = _fetched(client, f"/exports/{export.id}/file")
    if file_format is ExportFormat.CSV:
        assert [row["需求名称"] for row in csv_rows(file)] == [f"需求之{number}" for number in (4, 3, 2, 1, 0)]
    else:
        assert sheet(file).max_row == 4 + 5 and notes(file)[1].startswith("筛选：关键词 需求")
    assert not _drafts()
    told = client.get("/account/notifications").text
    assert "导出“技术需求清单”已生成，共 5 条" in told and f"/exports/{export.id}" in told
    assert "技术需求清单" in client.get("/exports/").text


def test_a_short_list_leaves_nothing_behind(app, sign_in):
    _needs(SHORT)
    csv_rows(sign_in(firm_user()).post(HALL, data={"format": "CSV"}))
    assert db.session.query(Export).count() == 0 and not _drafts()


@pytest.mark.parametrize("rows", [SHORT, SHORT + 1])
def test_a_list_is_read_while_somebody_writes(rows: int, queued, app, sign_in):
    """SQLite has one writer; it must have ended only for what the worker is asked."""
    _needs(rows)
    client = sign_in(firm_user())
    other = ExportFactory().id
    db.session.commit()
    with sqlite.declared_writing(), db.engine.connect() as connection:
        connection.execute(Export.__table__.update().where(Export.id == other).values(rows_done=1))
        if rows > SHORT:
            connection.commit()
        answer = client.post(HALL, data={"format": "CSV"})
    assert answer.status_code == (302 if rows > SHORT else 200)


def test_progress_is_shown_while_it_waits_and_runs(queued, app, sign_in):
    _needs()
    client = sign_in(firm_user())
    address = client.post(HALL, data={"format": "CSV"}).headers["Location"]
    export = _only()
    assert queued == [("export", export.id)]
    page = client.get(address).text
    assert "排队中" in page and "已写入 0 条，共 5 条" in page and "刷新进度" in page
    assert _fetched(client, f"{address}/file").status_code == 404
    export.state, export.rows_done = ExportState.RUNNING, 4
    db.session.commit()
    part = client.get(f"{address}/progress")
    assert "已写入 4 条，共 5 条" in part.text and "<html" not in part.text
    assert part.headers["Cache-Control"] == "no-store"


def test_a_second_click_does_not_begin_a_second_export(queued, app, sign_in):
    _needs()
    client = sign_in(firm_user())
    first = client.post(HALL, data={"format": "CSV"}).headers["Location"]
    assert client.post(HALL, data={"format": "CSV"}).headers["Location"] == first
    assert len(queued) == 1


def test_nobody_fills_the_queue_alone(queued, app, sign_in):
    _needs()
    client = sign_in(firm_user())
    for query in ("", "?sort=budget", "?sort=deadline"):
        client.post(HALL + query, data={"format": "CSV"})
    answer = client.post(f"{HALL}?status=all", data={"format": "CSV", "back": "/needs/"}, follow_redirects=True)
    assert "您已有 3 个导出正在排队或生成" in answer.text
    assert db.session.query(Export).count() == 3


def test_a_lost_queue_loses_no_export(monkeypatch, later, app, sign_in):
    _needs()
    with monkeypatch.context() as broken:
        broken.setattr(jobs, "put", _unreachable)
        client = sign_in(firm_user())
        address = client.post(HALL, data={"format": "CSV"}).headers["Location"]
    assert _only().state is ExportState.QUEUED
    later(timedelta(minutes=3))
    assert "后台任务可能没有运行" in client.get(address).text
    later(timedelta(minutes=20))
    assert tick()["exports taken up again"] == 1
    assert _only().state is ExportState.DONE


def test_what_is_asked_for_again_has_not_waited_long(queued, later, app, sign_in):
    export = ExportFactory(state=ExportState.FAILED, message="生成文件时出错", attempts=3)
    client = sign_in(export.user)
    later(timedelta(days=1))
    client.post(f"/exports/{export.id}/retry")
    page = client.get(f"/exports/{export.id}").text
    assert "排队中" in page and "后台任务可能没有运行" not in page
    later(timedelta(minutes=3))
    assert "后台任务可能没有运行" in client.get(f"/exports/{export.id}").text


def _unreachable(*_: object) -> None:
    raise ConnectionError("no queue")


@pytest.mark.parametrize("page", ["", "/progress", "/file", "/retry"])
def test_other_peoples_exports_are_not_there(page: str, app, sign_in):
    export = stored_export()
    other = sign_in(bureau_user(Role.OFFICER))
    answer = other.post(f"/exports/{export.id}{page}") if page == "/retry" else other.get(f"/exports/{export.id}{page}")
    assert answer.status_code == 404
    assert f"/exports/{export.id}" not in other.get("/exports/").text


def _of_the_bureau(officer: User, client) -> Export:
    for _ in range(3):
        AgreementFactory(project=ProjectFactory())
    client.post("/exports/agreements.index", data={"format": "CSV"})
    return _only()


def test_who_lost_the_role_meanwhile_gets_no_file_made(queued, app, sign_in):
    officer = bureau_user(Role.OFFICER)
    export = _of_the_bureau(officer, sign_in(officer))
    officer.role_rows = []
    db.session.commit()
    running.run(export.id)
    export = _only()
    assert (export.state, export.stored_name) == (ExportState.FAILED, "")
    assert "权限或单位在导出期间发生了变化" in sign_in(officer).get(f"/exports/{export.id}").text


def test_who_lost_the_role_later_cannot_fetch_the_file(app, sign_in):
    officer = bureau_user(Role.OFFICER)
    client = sign_in(officer)
    export = _of_the_bureau(officer, client)
    assert _fetched(client, f"/exports/{export.id}/file").status_code == 200
    officer.role_rows = [UserRole(role=Role.EXPERT)]
    db.session.commit()
    assert _fetched(client, f"/exports/{export.id}/file").status_code == 403
    assert "不能再下载这份文件" in client.get(f"/exports/{export.id}").text


@pytest.mark.parametrize(
    "change",
    [
        {"organization": lambda: firm_user().organization},
        {"membership": lambda: Membership.PENDING},
    ],
)
def test_who_left_the_organization_leaves_its_file(change, app, sign_in):
    owner = firm_user()
    for number in range(3):
        NeedFactory(author=owner, title=f"草稿{number}", state=NeedState.DRAFT)
    client = sign_in(owner)
    address = client.post("/exports/needs.mine", data={"format": "CSV"}).headers["Location"]
    assert _fetched(client, f"{address}/file").status_code == 200
    for name, value in change.items():
        setattr(owner, name, value())
    db.session.commit()
    assert _fetched(client, f"{address}/file").status_code == 403


def test_an_error_is_shown_and_can_be_retried(monkeypatch, app, sign_in):
    _needs()
    client = sign_in(firm_user())
    with monkeypatch.context() as broken:
        broken.setattr(writing, "conditions", _unreachable)
        address = client.post(HALL, data={"format": "XLSX"}).headers["Location"]
    page = client.get(address).text
    assert "生成文件时出错" in page and "重试" in page
    assert _fetched(client, f"{address}/file").status_code == 404 and not _drafts()
    assert "一次导出没有完成" in client.get("/account/notifications").text
    client.post(f"{address}/retry", data={"version": _only().version})
    assert _only().state is ExportState.DONE
    again = client.post(f"{address}/retry", data={"back": address}, follow_redirects=True)
    assert "不必重新生成" in again.text


def test_a_silent_worker_is_replaced_twice_and_then_given_up(queued, later, app):
    export = ExportFactory(state=ExportState.RUNNING, attempts=1, heartbeat_at=clock.now())
    arguments = {"filter": {}, "standing": stored_export(user=export.user).arguments["standing"]}
    export.arguments = arguments
    db.session.commit()
    assert service.take_up_again() == (0, 0)
    later(timedelta(seconds=61))
    assert service.take_up_again() == (1, 0)
    assert queued == [("export", export.id)]
    db.session.refresh(export)
    export.state, export.attempts, export.heartbeat_at = ExportState.RUNNING, 3, clock.now()
    db.session.commit()
    later(timedelta(seconds=61))
    assert service.take_up_again() == (0, 1)
    db.session.refresh(export)
    assert export.state is ExportState.FAILED and "多次中断" in export.message
    assert db.session.query(Notification).filter_by(user_id=export.user_id).count() == 1


def test_a_worker_that_was_thought_dead_offers_nothing(monkeypatch, queued, app, sign_in):
    """Another has taken the export up while the first one slept."""
    _needs()
    sign_in(firm_user()).post(HALL, data={"format": "CSV"})
    export_id = _only().id
    now = clock.now

    def overtaken() -> object:
        with db.engine.begin() as connection:
            connection.execute(Export.__table__.update().values(attempts=2))
        return now()

    monkeypatch.setattr("matchmaker.adapters.clock.now", overtaken)
    running.run(export_id)
    export = _only()
    assert (export.state, export.attempts, export.stored_name) == (ExportState.RUNNING, 2, "")
    assert not _drafts() and not db.session.query(Notification).count()


def test_what_killed_workers_left_is_removed(app):
    running_one = ExportFactory(state=ExportState.RUNNING, attempts=2, heartbeat_at=clock.now())
    given_up = ExportFactory(state=ExportState.FAILED, attempts=3)
    folder = storage.path("x").parent.parent / "drafts"
    kept, *left = (
        folder / f"export-{key}" for key in (f"{running_one.id}-2", f"{running_one.id}-1", f"{given_up.id}-3")
    )
    for draft in (kept, *left):
        draft.mkdir(parents=True)
        (draft / "file").write_text("half")
    running.remove_drafts()
    assert _drafts() == [kept]
    storage.remove_draft(kept.name)


def test_an_export_of_a_list_that_is_gone_does_not_shut_the_page(app, sign_in):
    """A later version may have fewer lists."""
    export = stored_export(listing="old.list")
    client = sign_in(export.user)
    assert "已取消的清单" in client.get("/exports/").text
    assert client.get(f"/exports/{export.id}").status_code == 200
    assert _fetched(client, f"/exports/{export.id}/file").status_code == 403


def test_two_workers_make_one_file(queued, app, sign_in):
    _needs()
    sign_in(firm_user()).post(HALL, data={"format": "CSV"})
    export_id = _only().id
    running.run(export_id)
    name = _only().stored_name
    running.run(export_id)
    assert (_only().stored_name, _only().attempts) == (name, 1)


def test_files_are_kept_for_a_week(later, app, sign_in):
    _needs()
    client = sign_in(firm_user())
    address = client.post(HALL, data={"format": "CSV"}).headers["Location"]
    name = _only().stored_name
    later(timedelta(days=6))
    assert tick()["export files deleted"] == 0
    later(timedelta(days=2))
    assert tick()["export files deleted"] == 1
    assert not storage.path(name).exists()
    assert _fetched(client, f"{address}/file").status_code == 404
    assert "文件已过保留期" in client.get(address).text and "已过保留期" in client.get("/exports/").text
    client.post(f"{address}/retry")
    assert _fetched(client, f"{address}/file").status_code == 200


def test_the_notice_and_the_pages_speak_english(app, sign_in):
    _needs()
    client = sign_in(firm_user(locale="en"))
    address = client.post(HALL, data={"format": "XLSX"}).headers["Location"]
    assert "Download the file" in client.get(address).text
    assert "Your export “Technology needs” is ready: 5 rows" in client.get("/account/notifications").text
    assert notes(_fetched(client, f"{address}/file"))[0] == "Technology needs"
