from sqlalchemy.exc import IntegrityError

from matchmaker.errors import Forbidden, Invalid, Refused
from matchmaker.messages import N_
from matchmaker.policies.permissions import Permission, holds
from matchmaker.services import events, index
from matchmaker.services.agreement_doubles import CONTRACT_NO_TAKEN, hold_parties, same_deal
from matchmaker.services.agreement_rules import AgreementTerms, agreement_faults
from matchmaker.services.notify import tell
from matchmaker.services.project_people import both_sides
from matchmaker.services.transition import perform
from matchmaker.services.unit import commit, expect_version, lock
from matchmaker.workflows.agreement import AGREEMENT
from matchmaker.workflows.need import NEED
from matchmaker.workflows.project import PROJECT
from models import Agreement, Need, Project, User, db
from models.actions import Action
from models.enums import AgreementState, ItemKind, ProjectState, RegistrationState


def record_agreement(project: Project, terms: AgreementTerms, *, actor: User, sign: bool) -> Agreement:
    """The officer enters a project's contract, as a draft or, in the same stroke, as signed."""
    lock(project)
    hold_parties(project)
    _expect_officer(actor)
    if project.agreement is not None:
        raise Refused(N_("项目 %(number)s 已经有技术合同记录，请在原记录上修改。"), number=project.number)
    _expect_negotiating(project)
    _expect_sound(terms, project, sign)
    agreement = Agreement(
        project=project,
        state=AgreementState.DRAFT,
        registration_state=RegistrationState.UNREGISTERED,
        **vars(terms),
    )
    db.session.add(agreement)
    _store()
    _note(agreement, Action.CREATE, terms, actor)
    if sign:
        _sign(agreement, actor)
    commit(CONTRACT_NO_TAKEN, "contract_no")
    return agreement


def edit_agreement(
    agreement: Agreement, terms: AgreementTerms, *, actor: User, sign: bool, version: int | None = None
) -> Agreement:
    """Correct a draft and, with `sign`, record the signing."""
    lock(agreement.project)
    hold_parties(agreement.project)
    lock(agreement)
    expect_version(agreement, version)
    _expect_officer(actor)
    if agreement.state is not AgreementState.DRAFT:
        raise Refused(N_("合同当前为“%(state)s”，不能再修改。"), state=agreement.state)
    _expect_negotiating(agreement.project)
    _expect_sound(terms, agreement.project, sign, agreement)
    for name, value in vars(terms).items():
        setattr(agreement, name, value)
    _store()
    _note(agreement, Action.EDIT, terms, actor)
    if sign:
        _sign(agreement, actor)
    commit(CONTRACT_NO_TAKEN, "contract_no")
    return agreement


def _sign(agreement: Agreement, actor: User) -> None:
    """Agreement, project and need move together."""
    project = agreement.project
    perform(AGREEMENT, agreement, Action.SIGN, actor)
    perform(PROJECT, project, Action.SIGN, actor)
    project.officer = project.officer or actor
    project.signed_on = agreement.signed_on
    _contract(project.need, actor)
    words = {"number": project.number, "title": project.title, "contract": agreement.contract_no}
    message = N_("合作项目 %(number)s“%(title)s”已签约，技术合同 %(contract)s 已登记在案。")
    tell(both_sides(project), message, agreement, **words)


def _note(agreement: Agreement, action: Action, terms: AgreementTerms, actor: User) -> None:
    """With what it was confirmed not to be a double of, and why."""
    other = same_deal(terms, agreement)
    data = {"not_double_of": other.contract_no} if other else {}
    new = agreement.state if action is Action.CREATE else None
    events.record(agreement, action, actor, new=new, reason=terms.double_reason if other else "", data=data)


def _contract(need: Need | None, actor: User) -> None:
    """A need that has been contracted before, or has ended meanwhile, stays as it is."""
    if need is not None and NEED.find(Action.CONTRACT, need.state):
        perform(NEED, need, Action.CONTRACT, actor, by_system=True)
        index.drop(ItemKind.NEED, need.id)


def _expect_officer(actor: User) -> None:
    if not holds(actor, Permission.OFFICER):
        raise Forbidden()


def _expect_negotiating(project: Project) -> None:
    if project.state is not ProjectState.NEGOTIATING:
        raise Refused(N_("项目当前为“%(state)s”，不能再登记合同。"), state=project.state)


def _expect_sound(terms: AgreementTerms, project: Project, sign: bool, agreement: Agreement | None = None) -> None:
    for fault in agreement_faults(terms, project, signing=sign, agreement=agreement):
        raise fault


def _store() -> None:
    """Two officers with the same contract number at the same moment: the database has the last word."""
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        raise Invalid(CONTRACT_NO_TAKEN, field="contract_no") from error
