"""flask bench pages: how long each list and the board take, from the request to the last byte, in this process."""

import gc
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import click
from flask import current_app, url_for
from flask.cli import AppGroup
from flask.testing import FlaskClient
from sqlalchemy import event, select

from matchmaker.adapters import clock
from models import Need, Project, User, UserRole, db
from models.enums import Role

LIMIT_MS = 300
WARM_UP = 2

bench = AppGroup("bench", help="Measurements of this installation.")


@dataclass(frozen=True)
class Measured:
    """Milliseconds; `queries` of one request."""

    address: str
    status: int
    p50: float
    p95: float
    queries: int
    kilobytes: float


@bench.command("pages")
@click.option("--requests", default=40, show_default=True, help="Of each page, after two to warm up.")
@click.option("--user", help="Whose pages: an address; else the first officer.")
def bench_pages(requests: int, user: str | None) -> None:
    """Milliseconds of the lists and the board (p50, p95), their queries and sizes; exit status 1 beyond 300 ms."""
    client, reader = current_app.test_client(), _reader(user)
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = reader.get_id(), True
    with current_app.test_request_context():
        addresses = _addresses()
    click.echo(f"{db.engine.dialect.name}, {requests} requests each\n{'page':58}  p50    p95  queries    KB")
    slow = 0
    for address in addresses:
        found = _measure(client, address, requests)
        slow += found.p95 > LIMIT_MS or found.status != 200
        click.echo(
            f"{found.address:58}{found.p50:5.0f}  {found.p95:5.0f}  {found.queries:7}  {found.kilobytes:4.0f}"
            + ("" if found.status == 200 else f"  status {found.status}")
        )
    click.echo(f"{slow} of {len(addresses)} pages beyond {LIMIT_MS} ms (p95)")
    if slow:
        raise SystemExit(1)


def _measure(client: FlaskClient, address: str, requests: int) -> Measured:
    for _ in range(WARM_UP):
        client.get(address)
    gc.collect()
    gc.freeze()  # as a web worker does once it is warm
    with _counting() as statements:
        answer = client.get(address)
    times = [_milliseconds(client, address) for _ in range(requests)]
    p95 = statistics.quantiles(times, n=20)[-1]
    size = len(answer.data) / 1024
    return Measured(address, answer.status_code, statistics.median(times), p95, len(statements), size)


def _milliseconds(client: FlaskClient, address: str) -> float:
    begun = time.perf_counter()
    client.get(address).get_data()
    return (time.perf_counter() - begun) * 1000


@contextmanager
def _counting() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield statements
    event.remove(db.engine, "before_cursor_execute", note)


def _reader(address: str | None) -> User:
    query = select(User).where(User.active)
    query = query.where(User.email == address) if address else query.join(UserRole).where(UserRole.role == Role.OFFICER)
    found = db.session.scalars(query.order_by(User.id)).first()
    if found is None:
        raise click.ClickException("there is nobody of that address, or no officer")
    return found


def _addresses() -> list[str]:
    """First pages, a page far behind, filters and words; one project's room, the busiest kind of page."""
    project = db.session.scalars(select(Project.id).order_by(Project.id)).first()
    need = db.session.scalars(select(Need.id).where(Need.published_at.is_not(None)).order_by(Need.id)).first()
    since = (clock.today() - timedelta(days=365)).isoformat()
    until = clock.today().isoformat()
    rooms = ("projects.show", "progress.index", "payments.index", "outputs.index")
    return [
        *(url_for(name) for name in ("public.home", "bureau.home", "bureau.board", "progress.overview")),
        url_for("progress.overview", light="OVERDUE"),
        url_for("needs.hall"),
        url_for("needs.hall", page=500),
        url_for("needs.hall", q="机器视觉"),
        url_for("achievements.hall"),
        url_for("achievements.hall", q="余热回收"),
        url_for("matches.mine"),
        url_for("projects.index"),
        url_for("projects.index", state="RUNNING", page=100),
        url_for("projects.index", q="挖掘机"),
        url_for("agreements.index"),
        url_for("agreements.index", state="SIGNED"),
        url_for("organizations.index"),
        url_for("targets.index"),
        url_for("snapshots.index"),
        url_for("bureau.records", figure="projects-new", since=since, until=until),
        *(url_for(name, project_id=project) for name in rooms if project),
        *([url_for("needs.show", need_id=need)] if need else []),
    ]


COMMANDS = (bench,)
