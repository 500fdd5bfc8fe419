"""A filter that was kept as JSON is the filter that was chosen."""

import json
from datetime import date

import pytest

from matchmaker.exports.after_signature import TargetsFilter
from matchmaker.exports.catalogue import LISTINGS
from matchmaker.exports.filters import packed, unpacked
from matchmaker.exports.mixed import RecordsFilter, TodoFilter
from matchmaker.queries.achievements import AchievementFilter
from matchmaker.queries.dispatch import DispatchFilter
from matchmaker.queries.figures import Scope
from matchmaker.queries.list_filters import OfProject
from matchmaker.queries.needs import NeedFilter
from matchmaker.queries.outputs import OutputFilter
from matchmaker.queries.projects import ProjectFilter
from models.enums import CooperationMode, NeedKind, ProjectState, Stage
from models.project_enums import Light

CHOSEN = [
    NeedFilter(),
    NeedFilter("电池", (3, 4), (1,), tuple(CooperationMode)[:2], (NeedKind.CHALLENGE,), ("open",), "all", 7, "budget"),
    AchievementFilter(text="膜", stages=tuple(Stage)[:1], trl_from=4),
    ProjectFilter(state=ProjectState.RUNNING, year=2026),
    TodoFilter("needs"),
    DispatchFilter(ProjectFilter(text="膜"), Light.OVERDUE, 3),
    RecordsFilter("agreements", Scope(date(2026, 1, 1), date(2026, 6, 30), district_id=0)),
]


@pytest.mark.parametrize("chosen", CHOSEN)
def test_a_filter_survives_being_kept(chosen):
    kept = json.loads(json.dumps(packed(chosen)))
    assert unpacked(type(chosen), kept) == chosen


def test_every_filter_of_a_list_can_be_kept():
    subjects = {
        TodoFilter: TodoFilter("needs"),
        RecordsFilter: RecordsFilter("agreements"),
        TargetsFilter: TargetsFilter(2026),
        OfProject: OfProject(7),
        OutputFilter: OutputFilter(7),
    }
    for listing in LISTINGS.values():
        chosen = subjects.get(listing.filter) or listing.filter()
        assert unpacked(listing.filter, json.loads(json.dumps(packed(chosen)))) == chosen, listing.key


def test_a_filter_of_an_older_version_is_an_error():
    for kept in ({"colour": "red"}, {"state": "LOST"}):
        with pytest.raises(KeyError):
            unpacked(ProjectFilter, kept)
