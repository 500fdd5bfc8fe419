"""The background worker as a process: it lives as long as the server, and one that is killed leaves nothing half."""

import csv
import os
import re
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.e2e.site import BIN, OFFICER, PASSWORD, ROOT, Site
from tests.e2e.visitor import Visitor

NEEDS = 8000
SECONDS = 90


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Its server keeps a worker; the tests may begin others."""
    site = Site(tmp_path_factory.mktemp("site"), workers=1, MATCHMAKER_WORKER="1", MATCHMAKER_TICK_MINUTES="0")
    site.prepare()
    yield site
    site.stop()


def _until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.05)


def _workers(site: Site) -> list[int]:
    """Processes of `flask worker` with this site's folder."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes()
            if b"\0worker\0" in command and str(site.instance).encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except (OSError, ValueError):
            continue
    return found


def _rows(site: Site, question: str, *given: object) -> list[tuple]:
    with sqlite3.connect(site.instance / "matchmaker.db", timeout=30) as database:
        return database.execute(question, given).fetchall()


def _export(site: Site, number: str) -> tuple:
    columns = "state, rows_done, attempts, stored_name, message"
    return _rows(site, f"SELECT {columns} FROM export WHERE id = ?", number)[0]


def _time_passes(site: Site, number: str, attempts: int) -> None:
    """As if the last sign of life were long ago, and the attempt not the first one."""
    past = (datetime.now(UTC) - timedelta(minutes=5)).strftime("%Y-%m-%d %H:%M:%S.%f")
    _rows(site, "UPDATE export SET heartbeat_at = ?, attempts = ? WHERE id = ?", past, attempts, number)


def _begin_worker(site: Site) -> subprocess.Popen[bytes]:
    with (site.instance / "worker.log").open("ab") as log:
        command = [str(BIN / "flask"), "--app", "wsgi", "worker"]
        return subprocess.Popen(command, cwd=ROOT, env=site.env, stdout=log, stderr=log)


def _kill_in_the_middle(site: Site, worker: subprocess.Popen[bytes], number: str) -> None:
    _until(lambda: _export(site, number)[0] == "RUNNING" and _export(site, number)[1] > 0)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    state, done, _, name, _ = _export(site, number)
    assert state == "RUNNING" and 0 < done < NEEDS and not name, "the kill came too late to say anything"


@pytest.mark.timeout(600)
def test_a_killed_worker_leaves_no_half_file(site: Site):
    site.python("tests.e2e.records", "many_needs", str(NEEDS))
    own = Site(site.instance, workers=1)
    own.start()
    officer = Visitor(own.url)
    officer.sign_in(OFFICER, PASSWORD)
    officer.get("/needs/")
    (number,) = re.findall(r"/exports/(\d+)/progress", officer.post("/exports/needs.hall", format="CSV"))

    worker = _begin_worker(site)
    _kill_in_the_middle(site, worker, number)
    with pytest.raises(HTTPError, match="404"):
        officer.get(f"/exports/{number}/file")
    _time_passes(site, number, attempts=1)
    worker = _begin_worker(site)
    _until(lambda: _export(site, number)[0] == "DONE")
    assert _export(site, number)[2] == 2
    lines = list(csv.reader(officer.get(f"/exports/{number}/file").splitlines()))
    assert len(lines) == 1 + NEEDS and len({line[0] for line in lines}) == 1 + NEEDS
    assert "已生成" in officer.get("/account/notifications")
    assert not list((site.instance / "uploads" / "drafts").iterdir())

    (number,) = re.findall(r"/exports/(\d+)/progress", officer.post("/exports/needs.hall?sort=budget", format="CSV"))
    _kill_in_the_middle(site, worker, number)
    _time_passes(site, number, attempts=3)
    worker = _begin_worker(site)
    _until(lambda: _export(site, number)[0] == "FAILED")
    _until(lambda: not list((site.instance / "uploads" / "drafts").iterdir()))
    worker.terminate()
    worker.wait()
    assert "多次中断" in officer.get(f"/exports/{number}")
    own.stop()


@pytest.mark.timeout(300)
def test_the_server_keeps_one_worker_and_takes_it_along(site: Site):
    site.start()
    _until(lambda: len(_workers(site)) == 1)
    (first,) = _workers(site)
    os.kill(first, signal.SIGKILL)
    _until(lambda: _workers(site) not in ([], [first]))
    assert len(_workers(site)) == 1
    site.stop()
    assert not _workers(site)


@pytest.mark.timeout(300)
def test_a_killed_server_leaves_no_worker(site: Site):
    site.start()
    _until(lambda: len(_workers(site)) == 1)
    assert site.process is not None
    site.process.kill()
    site.process.wait()
    site.process = None
    _until(lambda: not _workers(site))
