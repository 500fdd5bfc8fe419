"""What the commands share: use cases that answer no are quoted in one sentence, long work says how long it takes."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from matchmaker.errors import DomainError
from matchmaker.matching import EncoderUnavailable
from models import sqlite

_DONE_OF_ALL = re.compile(r"(?P<what>.*): (?P<done>\d+)/(?P<all>\d+)$")


@contextmanager
def writing() -> Iterator[None]:
    """What a use case answers is said in one sentence."""
    sqlite.writing.set(True)
    try:
        yield
    except DomainError as error:
        said = {name: _said(each) for name, each in error.params.items()}
        raise click.ClickException(error.message % said) from error
    except (EncoderUnavailable, FileNotFoundError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    except KeyError as error:
        raise click.ClickException(f"{error} is missing in the pack") from error


def with_time_left(echo: Callable[[str], None]) -> Callable[[str], None]:
    """Progress lines `what: done/all`, followed by how long the rest takes at the pace so far."""
    begun: dict[str, tuple[float, int]] = {}

    def tell(line: str) -> None:
        found = _DONE_OF_ALL.match(line)
        if found is None:
            echo(line)
            return
        done, whole, now = int(found["done"]), int(found["all"]), time.monotonic()
        start, first = begun.setdefault(found["what"], (now, done))
        pace = (now - start) / (done - first) if done > first else None
        echo(line if pace is None or done >= whole else f"{line}, about {_duration(pace * (whole - done))} left")

    return tell


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"


def _said(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(_said(each) for each in value)
    return str(getattr(value, "zh", value))
