"""What projects owe and bring: milestones, reports, payments, outputs."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from matchmaker.checks.deadlines import period_of, report_due_on
from matchmaker.services.generating.bulk import Row
from matchmaker.services.generating.deals import LATE, Deal
from matchmaker.services.generating.words import DONE, MEANS, PROBLEMS
from matchmaker.services.generating.world import World, moment
from models.enums import MatchSide, ProjectState
from models.project_enums import MilestoneState, OutputKind, ProgressState

STEPS = ("方案设计", "样机试制", "现场试验", "验收资料")
SHARES = (Decimal("0.3"), Decimal("0.4"), Decimal("0.3"))
OVER = (ProjectState.COMPLETED, ProjectState.TERMINATED)


def milestones(world: World, found: list[Deal]) -> Iterator[Row]:
    for deal in found:
        start = deal.started_on or deal.agreed_on
        length = max(40, (deal.ends_on - start).days)
        for place, title in enumerate(STEPS, 1):
            due = start + timedelta(days=length * place // len(STEPS))
            done = deal.state is ProjectState.COMPLETED or (due < world.today and world.random.random() < 0.9)
            yield {
                "project_id": world.ids["project"] + deal.number,
                "position": place,
                "title": title,
                "due_on": due,
                "weight": 25,
                "state": MilestoneState.CONFIRMED if done else MilestoneState.OPEN,
                "done_on": min(due, world.today) if done else None,
            }


def reports(world: World, found: list[Deal]) -> Iterator[Row]:
    for deal in found:
        for place, start in enumerate(deal.periods):
            end = period_of(deal.rhythm, start)[1]
            due = report_due_on(deal.rhythm, end)
            owed = place >= len(deal.periods) - deal.owed
            submitted = min(due + timedelta(days=4 if world.random.random() < LATE else 0), world.today)
            state = ProgressState.OWED if owed else ProgressState.SUBMITTED
            yield {
                "project_id": world.ids["project"] + deal.number,
                "period_start": start,
                "period_end": end,
                "due_on": due,
                "state": state,
                "percent": None if owed else deal.percent(place),
                "done": "" if owed else world.pick(DONE),
                "problems": "" if owed else world.pick(PROBLEMS),
                "side": None if owed else world.pick(tuple(MatchSide)),
                "submitted_at": None if owed else moment(submitted),
                "created_at": moment(start),
                "updated_at": moment(submitted),
            }


def payments(world: World, found: list[Deal]) -> Iterator[Row]:
    for deal in found:
        if deal.signed_on is None:
            continue
        length = max(40, (deal.ends_on - deal.signed_on).days)
        for place, share in enumerate(SHARES):
            planned = deal.signed_on + timedelta(days=20 + length * place // len(SHARES))
            amount = (deal.amount * share).quantize(Decimal("0.01"))
            paid = planned < world.today and world.random.random() < 0.93
            yield {
                "project_id": world.ids["project"] + deal.number,
                "title": f"第{place + 1}期",
                "planned_on": planned,
                "planned_amount": amount,
                "paid_on": planned if paid else None,
                "paid_amount": amount if paid else None,
                "created_at": moment(deal.signed_on),
                "updated_at": moment(planned),
            }


def outputs(world: World, found: list[Deal]) -> Iterator[Row]:
    for deal in found:
        if deal.state not in OVER or deal.started_on is None:
            continue
        for _ in range(world.random.randrange(1, 6)):
            kind = world.pick((OutputKind.PAPER, OutputKind.STANDARD, OutputKind.PRODUCT, OutputKind.SALES))
            day = min(world.today, deal.started_on + timedelta(days=world.random.randrange(20, 300)))
            yield {
                "project_id": world.ids["project"] + deal.number,
                "kind": kind,
                "title": f"{world.pick(MEANS)}应用成果",
                "number": f"T/YMCX {deal.number + 1:04d}-{day.year}" if kind is OutputKind.STANDARD else "",
                "achieved_on": day,
                "amount": Decimal(world.amount()) if kind is OutputKind.SALES else None,
                "side": MatchSide.NEED if kind is OutputKind.SALES else MatchSide.ACHIEVEMENT,
                "author_id": world.ids["user"],
                "created_at": moment(day),
                "updated_at": moment(day),
            }
