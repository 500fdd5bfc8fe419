import click
from flask.cli import AppGroup

from matchmaker.services import audit

log = AppGroup("audit", help="The event log.")


@log.command("verify")
def verify() -> None:
    """Find every changed, removed or inserted line of the event log; exit status 1 when there is one."""
    findings = audit.verify()
    for finding in findings:
        click.echo(finding.message % finding.params)
    if findings:
        raise SystemExit(1)
    click.echo(f"{audit.length()} lines, unchanged")


COMMANDS = (log,)
