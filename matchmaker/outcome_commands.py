"""flask outcomes: what the ranking can learn from."""

from pathlib import Path

import click
from flask.cli import AppGroup

from matchmaker.matching.outcomes import MIN_GOOD, MIN_NEEDS, MIN_PAIRS
from matchmaker.matching.pack_writing import write_pack
from matchmaker.queries import outcomes as queries

outcomes = AppGroup("outcomes", help="How matches ended, and what was shown and left alone.")


@outcomes.command("status")
def status() -> None:
    """How many endings of each kind there are, and whether they are enough to train."""
    found = queries.summary()
    for ending, count in found.endings:
        click.echo(f"{ending.name.lower().replace('_', ' '):24} {count}")
    click.echo(f"sightings: {found.sightings}, opened {found.opened}, by {found.organizations} organizations")
    amount = found.amount
    click.echo(
        f"labelled pairs: {amount.pairs} of {MIN_PAIRS}, needs: {amount.needs} of {MIN_NEEDS}, "
        f"pairs that fit: {amount.good} of {MIN_GOOD}"
    )
    click.echo("enough to train" if found.enough else "too few to train")


@outcomes.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write needs.csv, achievements.csv and pairs.csv into FOLDER, to be looked at, corrected, and trained on."""
    if (folder / "pairs.csv").exists():
        raise click.ClickException(
            f"{folder} holds a pack already: name another folder, so that no correction is lost."
        )
    pack, notes = queries.pack_with_notes()
    write_pack(pack, folder, notes)
    pairs = sum(map(len, pack.levels.values()))
    click.echo(f"{pairs} labelled pairs of {len(pack.needs)} needs written to {folder}")


COMMANDS = (outcomes,)
