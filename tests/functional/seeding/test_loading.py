import pytest
from sqlalchemy import func, select

from matchmaker.services.seeding import loader
from matchmaker.settings import settings
from models import Attachment, Organization, db


def stored():
    return {path for path in settings["UPLOADS"].rglob("*") if path.is_file()}


def test_a_load_that_fails_leaves_neither_rows_nor_files(app, monkeypatch):
    before = stored()

    def fail(context):
        assert len(stored() - before) == len(context.filed) > 40
        raise RuntimeError("interrupted")

    monkeypatch.setattr(loader, "PARTS", (*loader.PARTS, ("what fails", fail)))
    with pytest.raises(RuntimeError):
        loader.load(app.config["SEED_DATA"], lambda _: None)
    db.session.rollback()
    assert stored() == before
    for kind in (Attachment, Organization):
        assert db.session.scalar(select(func.count(kind.id))) == 0
