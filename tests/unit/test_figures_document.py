"""docs/figures.md says of every figure what the platform says of it."""

from matchmaker.queries.figures import FIGURES
from matchmaker.queries.indicators import INDICATORS
from tests.architecture.sources import ROOT


def test_every_figure_and_indicator_stands_there_with_its_definition():
    document = (ROOT / "docs" / "figures.md").read_text()
    for figure in FIGURES.values():
        assert f"| {figure.title} | `{figure.key}` |" in document
        assert f"| {figure.definition} |" in document
    for indicator in INDICATORS.values():
        assert f"| {indicator.title} | {indicator.figure.title}（`{indicator.key}`） | {indicator.unit} |" in document
