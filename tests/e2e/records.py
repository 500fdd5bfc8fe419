"""Records for the stories, made in a process of their own: python -m tests.e2e.records NAME … prints JSON."""

import json
import re
import sys
from datetime import timedelta
from typing import Any

from sqlalchemy import String, func, insert, select

from matchmaker import create_app
from matchmaker.adapters import clock
from matchmaker.search import relevance
from matchmaker.services import index, passwords
from models import (
    Achievement,
    Base,
    Event,
    ItemVector,
    Need,
    Organization,
    Publicity,
    Sighting,
    db,
    sqlite,
)
from models.actions import Action
from models.enums import ItemKind, MatchState, NeedState, OrganizationKind, Role, SubjectKind
from tests.architecture.world import World
from tests.e2e.project_records import cast_of_a_project, signed_on, told, weeks_go_by
from tests.e2e.site import PASSWORD
from tests.factories import (
    AchievementFactory,
    NeedFactory,
    OrganizationFactory,
    UserFactory,
    bureau_user,
    firm_user,
    research_user,
)
from tests.factories.challenges import BidFactory, expert_user

CHINESE = re.compile(r"[\u4e00-\u9fff，。；：！？、（）《》]")
FIRM, RESEARCHER = "owner@firm.example", "zhou@university.example"
TITLE = "铝型材挤压表面裂纹在线检测（{} 号产线）"
OTHERS = (
    (
        "木质素基胶黏剂无醛胶合板制备技术",
        "以改性木质素替代脲醛树脂，胶合板甲醛释放量达到无添加级，热压温度与现有产线相同。",
    ),
    ("兽用中药微粉化发酵工艺", "采用固态发酵提高黄芪多糖溶出率，适用于畜禽免疫增强剂生产。"),
    ("分布式光伏并网柔性控制终端", "对台区电压越限进行就地无功调节，并向调度主站上送遥测。"),
    ("果蔬冷链多温区配送路径优化系统", "按车厢温区与时窗联合排线，减少空驶里程。"),
)


def waiting_needs(count: str) -> dict[str, Any]:
    """A published achievement of a researcher, and needs that fit it and wait for the officer."""
    achievement = AchievementFactory(
        author=research_user(email=RESEARCHER, password_hash=passwords.hash_password(PASSWORD))
    )
    index.put_achievement(achievement)
    author = firm_user()
    needs = [
        NeedFactory(author=author, title=TITLE.format(number), state=NeedState.SUBMITTED, published_at=None)
        for number in range(1, int(count) + 1)
    ]
    return {"achievement": achievement.id, "needs": [need.id for need in needs]}


def other_achievements() -> list[int]:
    """Published achievements of other trades, so that a ranking has something to leave behind."""
    person = research_user()
    rows = [
        AchievementFactory(author=person, title=title, abstract=abstract, advantages="", keywords=[], parameters=[])
        for title, abstract in OTHERS
    ]
    for row in rows:
        index.put_achievement(row)
    db.session.commit()
    return [row.id for row in rows]


def thread_in_latin_letters() -> dict[str, int]:
    """A need, an achievement, their match, project and agreement, in which no text of ours is Chinese: what Chinese a
    page then shows is the page's own."""
    password = passwords.hash_password(PASSWORD)
    world = World(
        owner=firm_user(email=FIRM, password_hash=password),
        researcher=research_user(email=RESEARCHER, password_hash=password),
    )
    agreement = world.agreement()
    project = agreement.project
    project.match.state, project.match.achievement_consent_at = MatchState.AGREED, clock.now()
    world.need(), world.achievement(), world.need(state=NeedState.SUBMITTED), world.colleague()
    db.session.commit()
    for mapper in Base.registry.mappers:
        for row in db.session.scalars(select(mapper.class_)):
            _latinize(row, [column.key for column in mapper.columns if isinstance(column.type, String)])
    db.session.commit()
    records = {"need": project.need, "achievement": project.achievement, "match": project.match}
    return {name: row.id for name, row in {**records, "project": project, "agreement": agreement}.items()}


def _latinize(row: Any, names: list[str]) -> None:
    for name in names:
        text = getattr(row, name)
        if name != "zh" and isinstance(text, str) and CHINESE.search(text):
            setattr(row, name, f"{name} {getattr(row, 'id', '')}".replace("_", " ").strip())


def ranked_need() -> dict[str, Any]:
    """A firm's need with more achievements that fit it than a screen has room for."""
    owner = firm_user(email=FIRM, password_hash=passwords.hash_password(PASSWORD))
    need, person = NeedFactory(author=owner), research_user()
    titles = [f"金属型材表面缺陷机器视觉在线检测系统（{number} 型）" for number in range(1, 13)]
    achievements = [AchievementFactory(author=person, title=title) for title in titles]
    index.put_need(need)
    for row in achievements:
        index.put_achievement(row)
    db.session.commit()
    return {"need": need.id, "achievements": [row.id for row in achievements]}


def cast_of_a_challenge() -> dict[str, int]:
    """Everybody of an open challenge, each with an account: the ids of their organizations by the part they play."""
    secret = {"password_hash": passwords.hash_password(PASSWORD)}
    assessors = OrganizationFactory(kind=OrganizationKind.BROKERAGE, name="沂蒙科技评估中心")
    people = {
        "firm": firm_user(email="firm@cast.example", organization=_named("临沂沂河重机有限公司"), **secret),
        "partner": firm_user(email="partner@cast.example", organization=_named("临沂蒙山铸造有限公司"), **secret),
        "supervisor": bureau_user(Role.SUPERVISOR, email="supervisor@cast.example", **secret),
    }
    for part, name in (("lead", "沂州大学"), ("second", "琅琊工学院"), ("third", "沭河理工大学")):
        own = _named(name, kind=OrganizationKind.UNIVERSITY)
        people[part] = research_user(email=f"{part}@cast.example", organization=own, **secret)
    for number in range(1, 4):
        name, email = f"专家{'甲乙丙'[number - 1]}", f"expert{number}@cast.example"
        expert_user(name=name, email=email, organization=assessors, **secret)
    return {part: person.organization_id for part, person in people.items()}


def _named(name: str, **given: Any) -> Organization:
    return OrganizationFactory(name=name, **given)


def end_bidding_in(need_id: str, seconds: str) -> str:
    """Move a deadline near, behind the platform's back: nobody waits weeks for a test."""
    need = db.session.get_one(Need, int(need_id))
    need.bid_deadline = clock.now().replace(microsecond=0) + timedelta(seconds=float(seconds))
    db.session.commit()
    return need.bid_deadline.isoformat()


def end_publicity() -> None:
    """As if the days of the only public notice had gone by."""
    notice = db.session.query(Publicity).one()
    notice.starts_on, notice.ends_on = clock.today() - timedelta(days=8), clock.today() - timedelta(days=1)
    db.session.commit()


def sightings() -> list[dict[str, Any]]:
    """What was seen of rankings, in the order of their places."""
    rows = db.session.query(Sighting).order_by(Sighting.place, Sighting.id)
    return [
        {"id": row.achievement_id, "place": row.place, "times": row.times, "opened": row.opened_at is not None}
        for row in rows
    ]


def overdue_need() -> int:
    """A published need whose time ran out yesterday."""
    return int(NeedFactory(expires_on=clock.today() - timedelta(days=1)).id)


def state_of_need(need_id: str) -> str:
    return db.session.get_one(Need, int(need_id)).state.name


def standing(achievement_id: str) -> list[dict[str, Any]]:
    """Of every need: its state, how often it was published, and whether it is stored and found by the ranking."""
    achievement = db.session.get_one(Achievement, int(achievement_id))
    ranked = {row.id for row in relevance.ranked_for(achievement, 1000)}
    return [
        {
            "id": need.id,
            "state": need.state.name,
            "publish events": _events(need),
            "stored": _stored(need),
            "ranked": need.id in ranked,
        }
        for need in db.session.query(Need).order_by(Need.id)
    ]


def _events(need: Need) -> int:
    events = db.session.query(Event).filter_by(subject_kind=SubjectKind.NEED, subject_id=need.id)
    return events.filter_by(action=Action.PUBLISH).count()


def _stored(need: Need) -> bool:
    rows = db.session.query(ItemVector).filter_by(kind=ItemKind.NEED, item_id=need.id, searchable=True)
    return rows.filter(ItemVector.data.is_not(None)).count() == 1


def draft_bid(lead: str, colleague: str) -> int:
    """A draft of two colleagues, who sign in with these addresses."""
    password = passwords.hash_password(PASSWORD)
    author = research_user(email=lead, password_hash=password)
    research_user(email=colleague, password_hash=password, organization=author.organization)
    return BidFactory(author=author).id


def many_needs(count: str) -> int:
    """Published ones, all alike but for their numbers."""
    table = Need.__table__
    row = db.session.execute(select(table).where(table.c.id == NeedFactory().id)).mappings().one()
    alike = {name: value for name, value in row.items() if name != "id"}
    db.session.execute(insert(table), [{**alike, "thread": f"2024-{n:05d}"} for n in range(1, int(count))])
    db.session.commit()
    return int(count)


RECORDS = {
    function.__name__: function
    for function in (
        *(waiting_needs, other_achievements, thread_in_latin_letters),
        *(ranked_need, sightings, overdue_need, state_of_need, standing, draft_bid),
        *(cast_of_a_challenge, end_bidding_in, end_publicity, many_needs),
        *(cast_of_a_project, weeks_go_by, told, signed_on),
    )
}


def number_on() -> None:
    """The factories go on after what earlier processes made: no code, address or number is given twice."""
    for made in (OrganizationFactory, UserFactory, NeedFactory, AchievementFactory):
        model = made._meta.model
        made.reset_sequence((db.session.scalar(select(func.max(model.id))) or 0) + 1)


if __name__ == "__main__":
    sqlite.writing.set(True)
    with create_app().app_context():
        number_on()
        print(json.dumps(RECORDS[sys.argv[1]](*sys.argv[2:])))
