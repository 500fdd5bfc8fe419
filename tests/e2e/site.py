"""The real application, served by gunicorn on a free port with an instance folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.architecture.sources import ROOT

BIN = Path(sys.executable).parent
BUREAU = "临沂市科学技术局"
OFFICER, PASSWORD = "officer@bureau.example", "yimeng-duijie-2026"
START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """`prepare` once an instance folder; then any number of sites may serve it."""

    prepared: str | None = None

    def __init__(self, instance: Path, workers: int = 2, **settings: str) -> None:
        self.instance, self.workers, self.port = instance, workers, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = instance / f"gunicorn-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.settings, self.records = settings, dict[str, int]()

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MATCHMAKER_", "DATABASE_"))}
        return kept | {
            "MATCHMAKER_ENV": "demo",
            "MATCHMAKER_INSTANCE": str(self.instance),
            "MATCHMAKER_ENCODER": os.environ["MATCHMAKER_ENCODER"],
            "MATCHMAKER_WORKERS": str(self.workers),
            "MATCHMAKER_BASE_URL": self.url,
            "MATCHMAKER_WORKER": "0",
            **self.settings,
        }

    def flask(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self._run([str(BIN / "flask"), "--app", "wsgi", *arguments], check)

    def python(self, module: str, *arguments: str) -> str:
        """What a module of the tests prints, run in a process of its own on this site's database."""
        return self._run([sys.executable, "-m", module, *arguments], True).stdout

    def prepare(self) -> None:
        """The database at its newest, the taxonomy, and one person of the bureau: made once, then copied."""
        if Site.prepared is not None:
            shutil.copytree(Site.prepared, self.instance, dirs_exist_ok=True)
            return
        self.flask("db", "upgrade")
        self.flask(
            "create-administrator", OFFICER, "--password", PASSWORD, "--bureau", BUREAU, "--uscc", "11371300004444444Y"
        )
        Site.prepared = shutil.copytree(self.instance, tempfile.mkdtemp(prefix="matchmaker-site-"), dirs_exist_ok=True)

    def start(self) -> None:
        command = [
            str(BIN / "gunicorn"),
            "-c",
            "python:matchmaker.server",
            "--bind",
            f"127.0.0.1:{self.port}",
            "wsgi:app",
        ]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        self.wait()

    def wait(self) -> None:
        """Until a page is answered."""
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > deadline or self.process is None or self.process.poll() is not None:
                raise RuntimeError(f"the site does not answer:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/account/login", timeout=20) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kill_workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)
        return [int(child) for child in children]

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(25)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def _run(self, command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True)
        if check and result.returncode:
            raise RuntimeError(f"{' '.join(command)}\n{result.stdout}\n{result.stderr}")
        return result
