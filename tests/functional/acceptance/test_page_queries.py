"""More rows take no more queries."""

from tests.architecture.test_query_counts import counted
from tests.factories.projects import AcceptanceFactory, AcceptanceOpinionFactory
from tests.functional.acceptance.stage import hand_in, latest, outside_expert, step


def queries(client, path: str) -> int:
    assert client.get(path).status_code == 200
    with counted() as statements:
        client.get(path)
    return len(statements)


def test_of_a_page_with_many_experts(stage):
    hand_in(stage.university, stage.project)
    step(stage.officer, "check")
    address = f"/acceptances/{latest().id}"
    outside_expert()
    AcceptanceOpinionFactory(acceptance=latest())
    few = queries(stage.officer, address)
    for _ in range(8):
        outside_expert()
        AcceptanceOpinionFactory(acceptance=latest())
    assert queries(stage.officer, address) <= few


def test_of_the_applications_of_a_project(stage):
    address = f"/projects/{stage.project.id}/acceptance"
    AcceptanceFactory(project=stage.project)
    few = queries(stage.firm, address)
    for number in range(2, 10):
        AcceptanceFactory(project=stage.project, number=number)
    assert queries(stage.firm, address) <= few


def test_of_an_experts_tasks(stage):
    few = None
    for count in (1, 2, 10):
        for _ in range(count):
            AcceptanceOpinionFactory(expert=stage.expert)
        found = queries(stage.judge, "/reviews/")
        few = few or found
        assert found <= few
