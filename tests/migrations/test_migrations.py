from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from models import Agreement, Base, Need, Project, User, db
from tests.architecture.sources import ROOT
from tests.factories import reference
from tests.factories.agreements import AgreementFactory

FOLDER = str(ROOT / "models" / "migrations")


def _revisions() -> list[str]:
    """From the first to the last."""
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def _counts() -> dict[str, int]:
    entities = (User, Need, Project, Agreement)
    return {entity.__tablename__: db.session.scalar(select(func.count()).select_from(entity)) for entity in entities}


def _differences() -> list[object]:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return compare_metadata(context, Base.metadata)


def test_there_is_one_head():
    config = Config()
    config.set_main_option("script_location", FOLDER)
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_the_head_is_the_models(empty: Flask):
    upgrade(FOLDER)
    assert _differences() == []


def test_each_step_can_be_taken_back_and_repeated(empty: Flask):
    for revision in _revisions():
        upgrade(FOLDER, revision)
        downgrade(FOLDER, "-1")
        upgrade(FOLDER, revision)
    assert _differences() == []


def test_data_stay_through_an_upgrade_of_what_is_up_to_date(empty: Flask):
    upgrade(FOLDER)
    _fill()
    before = _counts()
    db.session.remove()
    upgrade(FOLDER)
    assert _counts() == before
    assert all(before.values())


def test_down_to_nothing_and_up_again_with_data(empty: Flask):
    upgrade(FOLDER)
    _fill()
    db.session.remove()
    downgrade(FOLDER, "base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade(FOLDER)
    assert _differences() == []
    _fill()
    assert all(_counts().values())


def _fill() -> None:
    """The whole thread, from the taxonomy to an agreement."""
    reference.load()
    AgreementFactory()
