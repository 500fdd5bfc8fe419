"""event chain"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "event_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_head")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("position", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("previous_hash", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("hash", sa.String(length=64), nullable=False, server_default=""))
    _link_what_is_there()
    with op.batch_alter_table("event", schema=None) as batch_op:
        for name in ("previous_hash", "hash"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_event_position"), ["position"])


def downgrade():
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_event_position"), type_="unique")
        for name in ("hash", "previous_hash", "position"):
            batch_op.drop_column(name)
    op.drop_table("event_head")


def _link_what_is_there():
    """In the order in which the lines were written. The end is sealed by the first line that the new program adds."""
    connection = op.get_bind()
    names = ("actor_id", "actor_name", "subject_kind", "subject_id", "subject_label", "action")
    names += ("old_state", "new_state", "reason")
    columns = {name: sa.Column(name) for name in ("id", *names, "position", "previous_hash", "hash")}
    event = sa.table("event", *columns.values(), sa.Column("at", sa.DateTime(timezone=True)), sa.Column("data", sa.JSON()))
    position, last = 0, ""
    for row in connection.execute(sa.select(event).order_by(event.c.id)).mappings().all():
        position += 1
        said = [position, _utc(row["at"]), *(row[name] for name in names), row["data"], last]
        document = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        line_hash = hashlib.sha256(document.encode()).hexdigest()
        given = {"position": position, "previous_hash": last, "hash": line_hash}
        connection.execute(sa.update(event).where(event.c.id == row["id"]).values(**given))
        last = line_hash
    if position:
        head = sa.table("event_head", *(sa.column(name) for name in ("id", "position", "hash", "seal")))
        connection.execute(sa.insert(head).values(id=1, position=position, hash=last, seal=""))


def _utc(moment):
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.isoformat(timespec="microseconds")
