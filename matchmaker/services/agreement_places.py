"""吸纳/输出 and 登记地: two things. The first says where the technology goes, the second where the seller registers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matchmaker.checks.places import is_home
from matchmaker.errors import Invalid
from matchmaker.messages import N_
from models import Organization, Project
from models.enums import Direction

if TYPE_CHECKING:
    from matchmaker.services.agreement_rules import AgreementTerms


def is_local(organization: Organization) -> bool | None:
    """None when it is not known where it is."""
    if organization.district_id is not None:
        return True
    return is_home(organization.city) if organization.city else None


def default_direction(buyer: Organization) -> Direction:
    """A local buyer brings technology in (吸纳); otherwise it goes out (输出)."""
    return Direction.ABSORBED if is_local(buyer) else Direction.EXPORTED


def place_faults(terms: "AgreementTerms", project: Project) -> Iterator[Invalid]:
    """Within the city a contract may be either; what crosses its border has one direction and one place."""
    parties = {party.id: party for party in (project.firm, project.provider)}
    buyer, seller = parties.get(terms.buyer_id or 0), parties.get(terms.seller_id or 0)
    if buyer is None or seller is None or buyer is seller:
        return
    yield from _direction_faults(terms, buyer, seller)
    yield from _registration_faults(terms, seller)


def _direction_faults(terms: "AgreementTerms", buyer: Organization, seller: Organization) -> Iterator[Invalid]:
    from_outside = is_local(buyer) is True and is_local(seller) is False
    to_outside = is_local(buyer) is False and is_local(seller) is True
    if from_outside and terms.direction is Direction.EXPORTED:
        message = N_("买方在本市、卖方在%(city)s，技术流入本市，流向应为吸纳。")
        yield Invalid(message, field="direction", city=seller.city)
    if to_outside and terms.direction is Direction.ABSORBED:
        message = N_("卖方在本市、买方在%(city)s，技术从本市流出，流向应为输出。")
        yield Invalid(message, field="direction", city=buyer.city)


def _registration_faults(terms: "AgreementTerms", seller: Organization) -> Iterator[Invalid]:
    place = terms.registration_place
    if not place:
        return
    if is_local(seller) is False and is_home(place):
        message = N_("合同由卖方在所在地登记，卖方在%(city)s，登记地不应为本市；对本市仍计为吸纳。")
        yield Invalid(message, field="registration_place", city=seller.city)
    if is_local(seller) is True and not is_home(place):
        yield Invalid(N_("合同由卖方在所在地登记，卖方在本市，登记地应为本市。"), field="registration_place")
