"""flask train, evaluate, ranker: set-ups of the ranking are trained, compared, activated and rolled back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from matchmaker.command_line import with_time_left, writing
from matchmaker.matching.comparison import Compared
from matchmaker.matching.outcomes import MIN_GOOD, MIN_NEEDS, MIN_PAIRS
from matchmaker.matching.pack import read_pack
from matchmaker.queries import outcomes
from matchmaker.queries import rankers as queries
from matchmaker.search import measuring, setups
from matchmaker.search.model_training import CROSS_ENCODER, ENCODER
from matchmaker.services import ranker_training, rankers
from matchmaker.services.ranker_training import Order
from models import sqlite
from models.enums import RankerOrigin

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)

ranker = AppGroup("ranker", help="排序方案: the set-ups of the ranking.")


@click.command("train")
@click.argument("pack", type=FOLDER, required=False)
@click.option("--from-outcomes", is_flag=True, help="Learn from this platform's own matches instead of a PACK.")
@click.option("--name", required=True, help="What the set-up is called.")
@click.option("--seed", default=0, show_default=True)
@click.option("--encoder", is_flag=True, help="Train the encoder further, too: minutes.")
@click.option("--cross-encoder", is_flag=True, help="Train a cross-encoder, too.")
@click.option("--epochs", type=click.IntRange(1, 20), default=3, show_default=True, help="At most, for each model.")
def train(
    pack: Path | None, from_outcomes: bool, name: str, seed: int, encoder: bool, cross_encoder: bool, epochs: int
) -> None:
    """Fit the ranking to labelled pairs of a PACK (needs.csv, achievements.csv, pairs.csv), and keep it by a name.

    Started again after it was stopped, it goes on after the last whole epoch.
    """
    if (pack is None) is not from_outcomes:
        raise click.UsageError("give either a PACK or --from-outcomes")
    with writing():
        order = _from_outcomes(name, seed) if pack is None else _from_pack(pack, name, seed)
        kinds = tuple(kind for kind, wanted in ((ENCODER, encoder), (CROSS_ENCODER, cross_encoder)) if wanted)
        made = ranker_training.train(replace(order, models=kinds, epochs=epochs), with_time_left(click.echo))
        _echo_figures(made.figures)
    click.echo(f"kept as {name}; to use it: flask ranker activate {name}")


@click.command("evaluate")
@click.argument("pack", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write predictions.csv and retrieved.csv."
)
@click.option("--compare", "names", nargs=2, metavar="A B", help="Two set-ups side by side; the built-in is `builtin`.")
def evaluate(pack: Path, as_json: bool, out: Path | None, names: tuple[str, str] | None) -> None:
    """Rank a labelled PACK (needs.csv, achievements.csv, pairs.csv) as the pages do, and print the figures."""
    progress = None if as_json else with_time_left(click.echo)
    with writing():
        if names:
            first, second = setups.named(names[0]), setups.named(names[1])
            _echo_comparison(measuring.side_by_side(read_pack(pack), first, second, progress), names, as_json)
            return
        figures = measuring.figures(read_pack(pack), setups.active(), out, progress)
    click.echo(json.dumps(figures)) if as_json else _echo_figures(figures)


@ranker.command("list")
def list_() -> None:
    """All set-ups, the one in use marked with a star."""
    present = setups.activated_ids()[0]
    click.echo(f"{'*' if present is None else ' '} {setups.BUILT_IN}")
    for each in queries.trained():
        mark = "*" if each.id == present else " "
        click.echo(f"{mark} {each.name:24} {each.trained_at:%Y-%m-%d %H:%M} UTC  {each.origin.en}  {each.source}")


@ranker.command("show")
@click.argument("name")
def show(name: str) -> None:
    """What a set-up was trained on, and its figures."""
    with writing():
        found = setups.find(name)
        click.echo(f"{found.name}: {found.origin.en} {found.source}, seed {found.seed}, {found.trained_at:%Y-%m-%d}")
        click.echo(f"model {found.identity}")
        for folder in filter(None, (found.encoder, found.cross_encoder)):
            click.echo(f"folder {setups.folder(folder)}")
        _echo_figures(found.figures)
        setups.of_ranker(found)


@ranker.command("activate")
@click.argument("name")
@click.option("--reason", default="", help="Kept in the history.")
def activate(name: str, reason: str) -> None:
    """Let a set-up rank, once everything is encoded for it. `builtin` is the built-in one."""
    with writing():
        click.echo(f"{rankers.activate(name, with_time_left(click.echo), reason=reason).name} is in use")


@ranker.command("rollback")
@click.option("--reason", default="", help="Kept in the history.")
def rollback(reason: str) -> None:
    """Back to the set-up that ranked before the present one."""
    with writing():
        click.echo(f"{rankers.rollback(with_time_left(click.echo), reason=reason).name} is in use again")


@ranker.command("delete")
@click.argument("name")
def delete(name: str) -> None:
    """Delete a set-up that never ranked, with its folder."""
    with writing():
        rankers.delete(name)
    click.echo(f"{name} is deleted")


COMMANDS = (train, evaluate, ranker)


def _from_pack(folder: Path, name: str, seed: int) -> Order:
    return Order(name, read_pack(folder), RankerOrigin.PACK, folder.resolve().name, seed)


def _from_outcomes(name: str, seed: int) -> Order:
    with sqlite.reading():
        amount, pack = outcomes.summary().amount, outcomes.outcomes_pack()
    if not amount.enough:
        raise click.ClickException(
            f"Too few outcomes to train, nothing is kept: {amount.pairs} labelled pairs of {MIN_PAIRS} needed, "
            f"{amount.needs} needs of {MIN_NEEDS}, {amount.good} pairs that fit of {MIN_GOOD} (flask outcomes status)"
        )
    return Order(name, pack, RankerOrigin.OUTCOMES, seed=seed)


def _echo_figures(figures: Mapping[str, object]) -> None:
    for name, value in figures.items():
        if name == "history":
            _echo_history(value)
        elif isinstance(value, list):
            bands = (f"{said:.2f}/{found:.2f} of {count}" for said, found, count in value)
            click.echo(f"{name:12} said/found: {', '.join(bands)}")
        else:
            click.echo(f"{name:12} {value:.4f}" if isinstance(value, float) else f"{name:12} {value}")


def _echo_history(courses: Any) -> None:
    """Of the held-out needs, before the training and after each epoch."""
    for model, epochs in courses.items():
        told = (" ".join(f"{name} {value:.4f}" for name, value in each.items() if value is not None) for each in epochs)
        click.echo(f"{model:12} {' → '.join(told)}")


def _echo_comparison(rows: list[Compared], names: tuple[str, str], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows]))
        return
    click.echo(f"A = {names[0]}, B = {names[1]}")
    click.echo(f"{'figure':12} {'A':>8} {'B':>8} {'B - A':>8}  {'95 % interval':^18}  B is")
    for row in rows:
        interval = f"[{row.low:+.4f}, {row.high:+.4f}]"
        click.echo(f"{row.figure:12} {row.a:8.4f} {row.b:8.4f} {row.difference:+8.4f}  {interval}  {row.verdict}")
