"""What an officer enters of a project's contract."""

from matchmaker.adapters import clock


def contract(project, **changes):
    return {
        "contract_no": "LY-JS-2026-018",
        "type": "COMMISSIONED_DEVELOPMENT",
        "buyer_id": project.firm_id,
        "seller_id": project.provider_id,
        "signed_on": clock.today().isoformat(),
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "amount": "80",
        "tech_amount": "72.5",
        "direction": "ABSORBED",
        "registration_place": "",
        "action": "sign",
    } | changes


def create(client, project, **changes):
    return client.post(f"/agreements/new/{project.id}", data=contract(project, **changes))


def present(agreement, **changes):
    """The terms of an agreement as its form has them."""
    given = {
        "contract_no": agreement.contract_no,
        "type": agreement.type.name,
        "buyer_id": agreement.buyer_id,
        "seller_id": agreement.seller_id,
        "signed_on": agreement.signed_on.isoformat() if agreement.signed_on else "",
        "starts_on": agreement.starts_on.isoformat(),
        "ends_on": agreement.ends_on.isoformat(),
        "amount": str(agreement.amount),
        "tech_amount": str(agreement.tech_amount),
        "direction": agreement.direction.name,
        "registration_place": agreement.registration_place,
        "ip_ownership": agreement.ip_ownership,
        "payment_terms": agreement.payment_terms,
        "version": agreement.version,
    }
    return given | changes
