"""gunicorn's settings: `gunicorn -c python:matchmaker.server wsgi:app`."""

import gc
import os
import subprocess
import sys
import threading
import time
from typing import Any

workers = int(os.environ.get("MATCHMAKER_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("MATCHMAKER_THREADS", "4"))
timeout = 60
graceful_timeout = 20
accesslog = os.environ.get("MATCHMAKER_ACCESS_LOG")
# Nothing here is steered from outside, and the home folder may be read-only.
control_socket_disable = True
# The model is loaded after the fork, in each worker: its thread pools do not survive one.
preload_app = False

TICK_MINUTES = float(os.environ.get("MATCHMAKER_TICK_MINUTES", "5"))
WORKER = os.environ.get("MATCHMAKER_WORKER", "1") == "1"
PAUSE_SECONDS = 2
STOP_SECONDS = 5


def on_starting(server: Any) -> None:
    """The libraries are imported once, in the master; what has threads of its own is made after the fork."""
    import sentence_transformers  # noqa: F401


class Background:
    """One `flask worker` beside the web processes: begun again when it dies, stopped with the server.

    `--follow` ends it too when the server itself is killed.
    """

    command = (sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--follow")  # and the server's own number

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def keep_alive(self, log: Any) -> None:
        while not self.stopping.is_set():
            # spawned, not forked: a web worker that is forked just then would keep Popen's pipe open for ever
            self.process = subprocess.Popen([*self.command, str(os.getpid())], close_fds=False)
            self.process.wait()
            if not self.stopping.wait(PAUSE_SECONDS):
                log.error("flask worker has ended and is begun again")

    def stop(self) -> None:
        self.stopping.set()
        process = self.process
        if process is None or process.poll() is not None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


background = Background()


def when_ready(server: Any) -> None:
    """What time brings is done by one process of its own, every few minutes; 0 leaves it to cron."""
    if TICK_MINUTES > 0:
        threading.Thread(target=_tick_for_ever, args=(server.log,), daemon=True, name="tick").start()
    if WORKER:
        threading.Thread(target=background.keep_alive, args=(server.log,), daemon=True, name="worker").start()


def on_exit(server: Any) -> None:
    background.stop()


def post_worker_init(worker: Any) -> None:
    """Load the model, the index and the units before somebody waits for them."""
    from matchmaker.search import judgements

    app = worker.wsgi
    warm = threading.Thread(target=_warm, args=(app, judgements.warm), daemon=True, name="warm-up")
    warm.start()


def _warm(app: Any, warm: Any) -> None:
    with app.app_context():
        warm()
    # what is loaded stays: the collector need not look through all of it in the middle of an answer
    gc.collect()
    gc.freeze()


def _tick_for_ever(log: Any) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "tick"]
    while True:
        time.sleep(TICK_MINUTES * 60)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            log.error("flask tick failed: %s", done.stderr.strip()[-500:])
