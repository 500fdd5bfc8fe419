"""A project that has been carried out, its people, and what they send for its acceptance."""

from dataclasses import dataclass
from typing import Any

from matchmaker.adapters import clock
from models import Acceptance, Project, User, db
from models.enums import NeedState, OrganizationKind
from models.project_enums import AcceptanceState, MilestoneState
from tests.factories import OrganizationFactory
from tests.factories.challenges import expert_user
from tests.factories.projects import ProjectIndicatorFactory, running_project

SUMMARY = "完成样机研制，在两条产线连续运行三个月，漏检率由 1.2 % 降到 0.3 %。"


def carried_out(**given: Any) -> Project:
    """All milestones confirmed, two indicators promised, the need contracted."""
    project = running_project(firm_leader="徐冠杰", provider_leader="傅铸明", **given)
    ProjectIndicatorFactory(project_id=project.id)
    ProjectIndicatorFactory(project_id=project.id, position=2, name="节拍", promised="≤ 2 s")
    for milestone in project.milestones:
        milestone.state, milestone.done_on = MilestoneState.CONFIRMED, clock.today()
    project.need.state = NeedState.CONTRACTED
    db.session.commit()
    db.session.expire(project)
    return project


def application(project: Project, **given: Any) -> dict[str, Any]:
    """A form as the browser sends it."""
    rows = {
        f"indicators-{place}-{name}": value
        for place, row in enumerate(project.indicators)
        for name, value in (("id", row.id), ("reached", f"实测{row.promised}"), ("met", "yes"))
    }
    return {"summary": SUMMARY, **rows, **given}


def hand_in(client: Any, project: Project, **given: Any) -> Any:
    return client.post(f"/projects/{project.id}/acceptance/apply", data=application(project, **given))


def latest() -> Acceptance:
    return db.session.query(Acceptance).order_by(Acceptance.number.desc()).first()


def step(client: Any, name: str, **given: Any) -> Any:
    acceptance = latest()
    return client.post(f"/acceptances/{acceptance.id}/{name}", data={"version": acceptance.version, **given})


def outside_expert(**given: Any) -> User:
    given.setdefault("organization", OrganizationFactory(kind=OrganizationKind.INSTITUTE))
    return expert_user(**given)


@dataclass
class Stage:
    """Everybody signed in."""

    project: Project
    firm: Any
    university: Any
    officer: Any
    expert: User
    judge: Any

    def reviewing(self) -> Acceptance:
        """Applied, checked, one expert named."""
        hand_in(self.university, self.project)
        step(self.officer, "check")
        step(self.officer, "experts", expert_id=self.expert.id)
        assert latest().state is AcceptanceState.REVIEWING and latest().opinions
        return latest()

    def judged(self, verdict: str = "PASSED") -> Acceptance:
        acceptance = self.reviewing()
        step(self.judge, "opinion", verdict=verdict, text="指标检测报告齐全，现场核验一致。")
        return acceptance
