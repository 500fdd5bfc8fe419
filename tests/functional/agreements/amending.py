"""What an officer and the supervisor do to change a signed agreement."""

from models import AgreementChange, db
from tests.functional.agreements.contracts import present


def amend(client, agreement, **changes):
    given = {"change_kind": "CORRECTION", "reason": "录入时少写一位小数。"} | changes
    return client.post(f"/agreements/{agreement.id}/amend", data=present(agreement, **given))


def decide(client, change, choice="approve", **data):
    address = f"/agreements/{change.agreement_id}/changes/{change.id}"
    return client.post(address, data={"choice": choice, "version": change.version} | data)


def only_change() -> AgreementChange:
    return db.session.query(AgreementChange).one()
