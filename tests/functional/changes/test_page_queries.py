"""More rows take no more queries."""

from models.project_enums import ChangeState
from tests.architecture.test_query_counts import counted
from tests.factories.projects import ChangeRequestFactory, running_project


def test_of_the_changes_of_a_project(app, sign_in):
    project = running_project()
    client, address = sign_in(project.need.author), f"/projects/{project.id}/changes"

    def queries(rows: int) -> int:
        for _ in range(rows):
            ChangeRequestFactory(project=project, state=ChangeState.WITHDRAWN)
        assert client.get(address).status_code == 200
        with counted() as statements:
            client.get(address)
        return len(statements)

    few = queries(2)
    assert queries(10) <= few
