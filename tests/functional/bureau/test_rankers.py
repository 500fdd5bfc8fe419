"""The page on which the bureau sees which set-up ranks, since when, and with which figures."""

from dataclasses import replace

import pytest

from matchmaker.adapters import clock
from matchmaker.matching import shipped_figures
from matchmaker.search import setups
from models import Ranker, RankerActivation, db
from models.enums import RankerOrigin, Role
from tests.architecture.test_query_counts import counted
from tests.encoder_folder import encoder_folder
from tests.factories import bureau_user

FIGURES = {
    "needs": 300,
    "achievements": 2042,
    "pairs": 4200,
    "auc": 0.8123,
    "reliability": [[0.1, 0.12, 90], [0.6, 0.5, 9]],
}


@pytest.fixture
def browser(app, sign_in):
    encoder_folder()
    return sign_in(bureau_user(Role.SUPERVISOR))


def ranker(name: str, identity: str = "") -> Ranker:
    setup = setups.built_in()
    row = Ranker(
        name=name,
        origin=RankerOrigin.PACK,
        source="pairs-2026",
        identity=identity or setup.model,
        calibration=setup.calibration.as_dict(),
        figures=FIGURES,
        trained_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()
    return row


def activate(row: Ranker, reason: str = "") -> None:
    db.session.add(RankerActivation(ranker_id=row.id, activated_at=clock.now(), reason=reason))
    db.session.commit()


def test_before_anything_was_trained_it_says_how_to(browser):
    page = browser.get("/bureau/rankers").text
    assert "内置方案" in page and "还没有训练过方案" in page
    assert "flask train PACK --name NAME" in page
    assert "启用记录" not in page


def test_the_built_in_one_has_its_figures_too(browser, monkeypatch):
    page = browser.get("/bureau/rankers").text
    assert f"{shipped_figures()['auc']:.3f}" in page
    assert page.count("<circle") == len(shipped_figures()["reliability"])
    made = setups.built_in()
    # Coefficients say nothing of how an encoder ranks that they were not fitted for.
    monkeypatch.setattr(setups, "built_in", lambda: replace(made, calibration=replace(made.calibration, fitted=False)))
    assert "<circle" not in browser.get("/bureau/rankers").text


def test_what_ranks_and_how_well(browser):
    activate(ranker("沂蒙一号"), "科室会议同意")
    ranker("沂蒙二号")
    page = browser.get("/bureau/rankers").text
    assert "沂蒙一号" in page and "沂蒙二号" in page and "科室会议同意" in page
    assert "300 条需求、2042 项成果、4200 对" in page
    assert "0.812" in page and "0.5 等于随机" in page
    assert page.count("<circle") == 2
    assert 'role="alert"' not in page


def test_it_says_on_how_many_unseen_needs_the_figures_stand(browser):
    row = ranker("沂蒙三号")
    row.figures = FIGURES | {"trained_needs": 240, "held_out_needs": 60}
    db.session.commit()
    page = browser.get("/bureau/rankers").text
    assert "数值测自 60 条模型没有见过的需求" in page
    activate(row)
    assert "只来自另外 60 条需求" in browser.get("/bureau/rankers").text


def test_it_says_when_the_activated_one_cannot_be_used(browser):
    activate(ranker("沂蒙一号", identity="another@1"))
    page = browser.get("/bureau/rankers").text
    assert 'role="alert"' in page and "已不是排序方案“沂蒙一号”训练时的模型" in page


def test_more_rankers_take_no_more_queries(browser):
    activate(ranker("方案-0"))
    few = _queries(browser)
    for number in range(1, 20):
        activate(ranker(f"方案-{number}"))
    # one more than before: the set-up that is new to this process is read once
    assert _queries(browser) <= few + 1 and _queries(browser) <= few


def _queries(browser) -> int:
    with counted() as statements:
        assert browser.get("/bureau/rankers").status_code == 200
    return len(statements)
