"""The table that a new site begins with."""

import csv

from sqlalchemy import select

from matchmaker.matching import Vocabulary, term_key, words
from matchmaker.search import vocabulary as stored
from matchmaker.services import vocabulary
from matchmaker.services.seeding import vocabulary as seed
from models import TermGroup, db
from models.enums import Role
from tests.factories import bureau_user


def shipped(app, name):
    with (app.config["SEED_DATA"] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_shipped_group_could_have_been_typed_by_the_administrator(app):
    rows = shipped(app, "vocabulary")
    assert len(rows) >= 180
    groups = [row["terms"].split("、") for row in rows]
    assert [vocabulary.parse_terms(row["terms"]) for row in rows] == groups
    keys = [term_key(term) for group in groups for term in group]
    assert len(keys) == len(set(keys))


def test_each_shipped_term_is_found_as_its_group(app):
    groups = [row["terms"].split("、") for row in shipped(app, "vocabulary")]
    table = Vocabulary(groups)
    lost = [term for group in groups for term in group if term_key(group[0]) not in words(f"{term}，", table)]
    assert lost == []


def test_every_field_of_the_taxonomy_has_terms(app):
    fields = {row["zh"] for row in shipped(app, "fields") if not row["parent"]}
    assert fields == {row["note"] for row in shipped(app, "vocabulary")}


def test_loading_again_brings_nothing_back(app):
    seed.load(app.config["SEED_DATA"])
    db.session.commit()
    group = db.session.scalars(select(TermGroup).limit(1)).one()
    serial = stored.serial(db.session())
    vocabulary.delete_group(group, actor=bureau_user(Role.ADMINISTRATOR))
    count = len(db.session.scalars(select(TermGroup)).all())
    seed.load(app.config["SEED_DATA"])
    assert len(db.session.scalars(select(TermGroup)).all()) == count
    assert stored.serial(db.session()) == serial + 1
