"""flask create-administrator, create-account, grant-role, revoke-role."""

import click
from flask import current_app

from matchmaker.command_line import writing
from matchmaker.services import bootstrap, roles
from matchmaker.services.accounts import Person
from models.enums import Role

ROLE_NAMES = {role.name.lower().replace("_", "-"): role for role in Role}
ROLE = click.Choice(list(ROLE_NAMES), case_sensitive=False)


@click.command("create-administrator")
@click.argument("email")
@click.password_option()
@click.option("--bureau", required=True, help="Name of the bureau, e.g. 临沂市科学技术局.")
@click.option("--uscc", required=True, help="Its 统一社会信用代码.")
def create_administrator(email: str, password: str, bureau: str, uscc: str) -> None:
    """For a new site: the taxonomy, the bureau, and an administrator who is officer and supervisor too."""
    with writing():
        bootstrap.create_administrator(current_app.config["SEED_DATA"], email, password, bureau, uscc)
    click.echo(f"{email} may sign in")


@click.command("create-account")
@click.argument("email")
@click.password_option()
@click.option("--name", required=True, help="The person's name.")
@click.option("--organization", "uscc", required=True, help="统一社会信用代码 of the person's organization.")
@click.option("--role", "names", type=ROLE, multiple=True, required=True, help="May be given several times.")
def create_account(email: str, password: str, name: str, uscc: str, names: tuple[str, ...]) -> None:
    """An account with roles, for a person of the bureau or of an organization that is registered."""
    with writing():
        roles.create_account(Person(email, name, password), uscc, [ROLE_NAMES[each] for each in names])
    click.echo(f"{email} may sign in")


@click.command("grant-role")
@click.argument("email")
@click.argument("role", type=ROLE)
def grant_role(email: str, role: str) -> None:
    """Give a person a role."""
    with writing():
        _echo_roles(email, roles.grant_role(email, ROLE_NAMES[role]).roles)


@click.command("revoke-role")
@click.argument("email")
@click.argument("role", type=ROLE)
def revoke_role(email: str, role: str) -> None:
    """Take a role from a person."""
    with writing():
        _echo_roles(email, roles.revoke_role(email, ROLE_NAMES[role]).roles)


COMMANDS = (create_administrator, create_account, grant_role, revoke_role)


def _echo_roles(email: str, held: frozenset[Role]) -> None:
    click.echo(f"{email}: {', '.join(sorted(name for name, role in ROLE_NAMES.items() if role in held)) or 'no role'}")
