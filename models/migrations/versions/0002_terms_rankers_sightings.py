"""terms rankers sightings"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "ranker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("identity", sa.String(length=120), nullable=False),
        sa.Column("encoder", sa.String(length=200), nullable=False),
        sa.Column("cross_encoder", sa.String(length=200), nullable=False),
        sa.Column("calibration", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("trained_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranker")),
        sa.UniqueConstraint("name", name=op.f("uq_ranker_name")),
    )
    op.create_table(
        "term_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=120), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_group")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["term_group.id"], name=op.f("fk_term_group_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("key", name=op.f("uq_term_key")),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_term_group_id"), ["group_id"], unique=False)

    op.create_table(
        "ranker_activation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ranker_id", sa.Integer(), nullable=True),
        sa.Column("activated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_ranker_activation_actor_id")),
        sa.ForeignKeyConstraint(["ranker_id"], ["ranker.id"], name=op.f("fk_ranker_activation_ranker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranker_activation")),
    )
    with op.batch_alter_table("ranker_activation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ranker_activation_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ranker_activation_ranker_id"), ["ranker_id"], unique=False)

    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.String(32), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_sighting_achievement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_sighting_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_sighting_organization_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
        sa.UniqueConstraint(
            "need_id",
            "achievement_id",
            "asked",
            "organization_id",
            name=op.f("uq_sighting_need_id_achievement_id_asked_organization_id"),
        ),
    )
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sighting_achievement_id"), ["achievement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sighting_organization_id"), ["organization_id"], unique=False)


def downgrade():
    with op.batch_alter_table("sighting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sighting_organization_id"))
        batch_op.drop_index(batch_op.f("ix_sighting_achievement_id"))

    op.drop_table("sighting")
    with op.batch_alter_table("ranker_activation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ranker_activation_ranker_id"))
        batch_op.drop_index(batch_op.f("ix_ranker_activation_actor_id"))

    op.drop_table("ranker_activation")
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_term_group_id"))

    op.drop_table("term")
    op.drop_table("term_group")
    op.drop_table("ranker")
