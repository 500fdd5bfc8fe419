import click
from flask import Flask, current_app
from flask.cli import AppGroup

from matchmaker import (
    account_commands,
    audit_commands,
    bench_commands,
    outcome_commands,
    ranker_commands,
    scale_commands,
    worker,
)
from matchmaker.command_line import with_time_left, writing
from matchmaker.matching import EncoderUnavailable
from matchmaker.queries import engine
from matchmaker.search import encoding
from matchmaker.services import bootstrap, index_upkeep, ticking
from matchmaker.services.seeding import loader, snapshots
from models import sqlite

index = AppGroup("index", help="The search index: stored vectors of published items.")
encoder = AppGroup("encoder", help="The embedding model.")


def init_app(app: Flask) -> None:
    parts = account_commands, audit_commands, bench_commands, outcome_commands, ranker_commands, scale_commands, worker
    others = [command for part in parts for command in part.COMMANDS]
    for command in (index, encoder, seed, demo_accounts, tick, *others):
        app.cli.add_command(command)


def say_before_serving(app: Flask) -> None:
    """`flask run` says at once that nothing will be ranked; gunicorn's workers say it as they warm up."""
    command = click.get_current_context(silent=True)
    if command is not None and command.info_name == "run":
        with app.app_context():
            if trouble := engine.trouble():
                app.logger.error("%s", trouble)


@index.command("status")
def index_status() -> None:
    """How many items are published, encoded and waiting."""
    try:
        lines, model = index_upkeep.status(), encoding.encoder().identity
    except EncoderUnavailable as error:
        raise click.ClickException(str(error)) from error
    for line in lines:
        click.echo(f"{line.kind.en}: {line.items} published, {line.encoded} encoded, {line.waiting} waiting")
    click.echo(f"model {model}")


@index.command("sync")
def index_sync() -> None:
    """Encode what is missing, has a newer text, or was encoded by another model."""
    _encode(everything=False)


@index.command("rebuild")
def index_rebuild() -> None:
    """Encode everything anew."""
    _encode(everything=True)


def _encode(*, everything: bool) -> None:
    with writing():
        count = index_upkeep.sync(with_time_left(click.echo), everything=everything)
    click.echo(f"{count} encoded")


@index.command("verify")
def index_verify() -> None:
    """Compare stored vectors with the items; exit status 1 when they disagree."""
    try:
        complaints = index_upkeep.verify()
    except EncoderUnavailable as error:
        raise click.ClickException(str(error)) from error
    for complaint in complaints:
        click.echo(complaint)
    if complaints:
        raise SystemExit(1)
    click.echo("index and items agree")


@encoder.command("prepare")
def encoder_prepare() -> None:
    """Expand the embedded model into a folder, unless a model of your own is configured."""
    click.echo(f"encoder ready: {encoding.prepare(click.echo)}")


@click.command("seed")
@click.option("--if-empty", is_flag=True, help="Do nothing when there are organizations already.")
def seed(if_empty: bool) -> None:
    """Load the taxonomy and the demo data, and encode it."""
    sqlite.writing.set(True)
    if if_empty and not bootstrap.is_empty():
        click.echo("the database has data: nothing loaded")
        return
    loader.load(current_app.config["SEED_DATA"], click.echo)
    _encode(everything=False)
    click.echo(f"{loader.grade_matches()} matches graded")
    click.echo(f"reports approved: {', '.join(row.number for row in snapshots.take_all())}")


@click.command("demo-accounts")
@click.option("--address", default="http://127.0.0.1:8000")
def demo_accounts(address: str) -> None:
    """Print the address and one account per role."""
    click.echo(f"\n  {address}\n")
    for account in loader.demo_accounts():
        click.echo(f"  {account.role:24} {account.email:34} {account.password}")
    click.echo("")


@click.command("tick")
def tick() -> None:
    """What time brings: bidding closes, needs expire, silent matches lapse. Run it every few minutes."""
    sqlite.writing.set(True)
    for name, count in ticking.tick().items():
        click.echo(f"{name}: {count}")
