"""The bureau's figures. Each is one rule, so that the number on a page and the list behind it cannot differ."""

from matchmaker.queries.figures.collecting import COLLECTING
from matchmaker.queries.figures.delivering import DELIVERING
from matchmaker.queries.figures.figure import UNSET, Figure, Measure, Scope, Totals
from matchmaker.queries.figures.narrowing import conditions
from matchmaker.queries.figures.passing import PASSING
from matchmaker.queries.figures.reading import Listing, Record, listing, read, record_of, records, rows, sums, totals
from matchmaker.queries.figures.signing import SIGNING

FIGURES = {figure.key: figure for figure in (*COLLECTING, *SIGNING, *DELIVERING, *PASSING)}

__all__ = [
    "FIGURES",
    "UNSET",
    "Figure",
    "Listing",
    "Measure",
    "Record",
    "Scope",
    "Totals",
    "conditions",
    "listing",
    "read",
    "record_of",
    "records",
    "rows",
    "sums",
    "totals",
]
