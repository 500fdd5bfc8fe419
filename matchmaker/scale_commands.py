"""flask generate: a city of any size to measure with."""

import click
from flask import current_app

from matchmaker.command_line import with_time_left, writing
from matchmaker.services.generating.generate import generate as generate_city


@click.command("generate")
@click.option("--scale", type=click.FloatRange(0.0001, 10), default=1.0, show_default=True, help="1: 100,000 items.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same city on the same day.")
@click.option("--force", is_flag=True, help="Even into a database that has data.")
def generate(scale: float, seed: int, force: bool) -> None:
    """Fill a database with an invented city to measure with; nobody in it can sign in."""
    with writing():
        generate_city(current_app.config["SEED_DATA"], scale, seed, with_time_left(click.echo), force=force)


COMMANDS = (generate,)
