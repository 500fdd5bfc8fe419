"""gunicorn's settings: `gunicorn -c python:matchmaker.server wsgi:app`."""

import os
import threading
from typing import Any

workers = int(os.environ.get("MATCHMAKER_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("MATCHMAKER_THREADS", "4"))
timeout = 60
graceful_timeout = 20
accesslog = os.environ.get("MATCHMAKER_ACCESS_LOG")
# Nothing here is steered from outside, and the home folder may be read-only.
no_control_socket = True
# The model is loaded after the fork, in each worker: its thread pools do not survive one.
preload_app = False


def post_worker_init(worker: Any) -> None:
    """Load the model and the index before somebody waits for them."""
    from matchmaker.search import replica

    app = worker.wsgi
    warm = threading.Thread(target=_warm, args=(app, replica.warm), daemon=True, name="warm-up")
    warm.start()


def _warm(app: Any, warm: Any) -> None:
    with app.app_context():
        warm()
