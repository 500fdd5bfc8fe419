"""initial"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "collection_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection_round")),
        sa.UniqueConstraint("title", name=op.f("uq_collection_round_title")),
    )
    op.create_table(
        "counter",
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counter")),
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("zh", sa.String(length=40), nullable=False),
        sa.Column("en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("code", name=op.f("uq_district_code")),
    )
    op.create_table(
        "field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("zh", sa.String(length=40), nullable=False),
        sa.Column("en", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["field.id"], name=op.f("fk_field_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_field")),
        sa.UniqueConstraint("code", name=op.f("uq_field_code")),
    )
    with op.batch_alter_table("field", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_field_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "item_vector",
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("searchable", sa.Boolean(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("kind", "item_id", name=op.f("pk_item_vector")),
        sa.UniqueConstraint("version", name=op.f("uq_item_vector_version")),
    )
    with op.batch_alter_table("item_vector", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_item_vector_model"), ["model"], unique=False)

    op.create_table(
        "organization",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("uscc", sa.String(length=18), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("city", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("refusal_reason", sa.Text(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_organization_district_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("name", name=op.f("uq_organization_name")),
        sa.UniqueConstraint("uscc", name=op.f("uq_organization_uscc")),
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_organization_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_organization_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_organization_state"), ["state"], unique=False)

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("password_version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("membership", sa.String(32), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        sa.Column("failed_logins", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_user_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_membership"), ["membership"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "achievement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("advantages", sa.Text(), nullable=False),
        sa.Column("keyword_text", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(32), nullable=True),
        sa.Column("trl", sa.Integer(), nullable=True),
        sa.Column("nature", sa.String(32), nullable=True),
        sa.Column("level", sa.String(32), nullable=False),
        sa.Column("scenes", sa.Text(), nullable=False),
        sa.Column("cases", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("registration_no", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_name", sa.String(length=40), nullable=False),
        sa.Column("contact_phone", sa.String(length=30), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_achievement_author_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_achievement_organization_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement")),
        sa.UniqueConstraint("number", name=op.f("uq_achievement_number")),
    )
    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_price"), ["price"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_stage"), ["stage"], unique=False)
        batch_op.create_index("ix_achievement_state_published_at", ["state", "published_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_achievement_trl"), ["trl"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(length=80), nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("subject_label", sa.String(length=160), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("old_state", sa.String(length=32), nullable=False),
        sa.Column("new_state", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_at"), ["at"], unique=False)
        batch_op.create_index("ix_event_subject", ["subject_kind", "subject_id", "id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("current_basis", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("award_amount", sa.BigInteger(), nullable=True),
        sa.Column("bid_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_months", sa.Integer(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_name", sa.String(length=40), nullable=False),
        sa.Column("contact_phone", sa.String(length=30), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_need_author_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_need_district_id")),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_need_field_id")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_need_organization_id")),
        sa.ForeignKeyConstraint(["round_id"], ["collection_round.id"], name=op.f("fk_need_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("thread", name=op.f("uq_need_thread")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_bid_deadline"), ["bid_deadline"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_budget"), ["budget"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_round_id"), ["round_id"], unique=False)
        batch_op.create_index("ix_need_state_published_at", ["state", "published_at"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=300), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_notification_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index("ix_notification_user_id_read_at", ["user_id", "read_at"], unique=False)

    op.create_table(
        "user_role",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_role_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "role", name=op.f("pk_user_role")),
    )
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_watch_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
        sa.UniqueConstraint("user_id", "kind", "item_id", name=op.f("uq_watch_user_id_kind_item_id")),
    )
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.create_index("ix_watch_item", ["kind", "item_id"], unique=False)

    op.create_table(
        "achievement_field",
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_achievement_field_achievement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_achievement_field_field_id")),
        sa.PrimaryKeyConstraint("achievement_id", "field_id", name=op.f("pk_achievement_field")),
    )
    with op.batch_alter_table("achievement_field", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_field_field_id"), ["field_id"], unique=False)

    op.create_table(
        "achievement_invitation",
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"],
            ["achievement.id"],
            name=op.f("fk_achievement_invitation_achievement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_achievement_invitation_organization_id")
        ),
        sa.PrimaryKeyConstraint("achievement_id", "organization_id", name=op.f("pk_achievement_invitation")),
    )
    with op.batch_alter_table("achievement_invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_achievement_invitation_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "achievement_mode",
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_achievement_mode_achievement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("achievement_id", "mode", name=op.f("pk_achievement_mode")),
    )
    with op.batch_alter_table("achievement_mode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_achievement_mode_mode"), ["mode"], unique=False)

    op.create_table(
        "intellectual_property",
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"],
            ["achievement.id"],
            name=op.f("fk_intellectual_property_achievement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intellectual_property")),
    )
    with op.batch_alter_table("intellectual_property", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_intellectual_property_achievement_id"), ["achievement_id"], unique=False)

    op.create_table(
        "match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("level", sa.String(32), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("need_consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("need_consent_by_id", sa.Integer(), nullable=True),
        sa.Column("achievement_consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("achievement_consent_by_id", sa.Integer(), nullable=True),
        sa.Column("need_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("achievement_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_activity_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(32), nullable=True),
        sa.Column("reason", sa.String(32), nullable=True),
        sa.Column("reason_note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_consent_by_id"], ["user.id"], name=op.f("fk_match_achievement_consent_by_id")
        ),
        sa.ForeignKeyConstraint(["achievement_id"], ["achievement.id"], name=op.f("fk_match_achievement_id")),
        sa.ForeignKeyConstraint(["need_consent_by_id"], ["user.id"], name=op.f("fk_match_need_consent_by_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_match_need_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["user.id"], name=op.f("fk_match_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("number", name=op.f("uq_match_number")),
    )
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_achievement_id"), ["achievement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_proposed_by_id"), ["proposed_by_id"], unique=False)
        batch_op.create_index("ix_match_state_last_activity_at", ["state", "last_activity_at"], unique=False)
        batch_op.create_index(
            "uq_match_live_pair",
            ["need_id", "achievement_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('PROPOSED', 'ACCEPTED_BY_ONE', 'TALKING', 'AGREED')"),
            postgresql_where=sa.text("state IN ('PROPOSED', 'ACCEPTED_BY_ONE', 'TALKING', 'AGREED')"),
        )

    op.create_table(
        "need_invitation",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_invitation_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_need_invitation_organization_id")
        ),
        sa.PrimaryKeyConstraint("need_id", "organization_id", name=op.f("pk_need_invitation")),
    )
    with op.batch_alter_table("need_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_invitation_organization_id"), ["organization_id"], unique=False)

    op.create_table(
        "need_mode",
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_need_mode_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("need_id", "mode", name=op.f("pk_need_mode")),
    )
    with op.batch_alter_table("need_mode", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_mode_mode"), ["mode"], unique=False)

    op.create_table(
        "parameter",
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("evidence", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_parameter_achievement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parameter")),
    )
    with op.batch_alter_table("parameter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parameter_achievement_id"), ["achievement_id"], unique=False)

    op.create_table(
        "requirement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.String(length=80), nullable=False),
        sa.Column("comparator", sa.String(32), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("value_high", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("obligation", sa.String(32), nullable=False),
        sa.Column("current_level", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_requirement_need_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirement_need_id"), ["need_id"], unique=False)

    op.create_table(
        "team_member",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("specialty", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("achievement_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_team_member_achievement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
    )
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_member_achievement_id"), ["achievement_id"], unique=False)

    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("thread", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("achievement_id", sa.Integer(), nullable=True),
        sa.Column("firm_id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("firm_leader", sa.String(length=40), nullable=False),
        sa.Column("provider_leader", sa.String(length=40), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(32), nullable=True),
        sa.Column("total_budget", sa.BigInteger(), nullable=True),
        sa.Column("subsidy", sa.BigInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("termination_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["achievement_id"], ["achievement.id"], name=op.f("fk_project_achievement_id")),
        sa.ForeignKeyConstraint(["district_id"], ["district.id"], name=op.f("fk_project_district_id")),
        sa.ForeignKeyConstraint(["field_id"], ["field.id"], name=op.f("fk_project_field_id")),
        sa.ForeignKeyConstraint(["firm_id"], ["organization.id"], name=op.f("fk_project_firm_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_project_match_id")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_project_need_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["user.id"], name=op.f("fk_project_officer_id")),
        sa.ForeignKeyConstraint(["provider_id"], ["organization.id"], name=op.f("fk_project_provider_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("match_id", name=op.f("uq_project_match_id")),
        sa.UniqueConstraint("number", name=op.f("uq_project_number")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_achievement_id"), ["achievement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_district_id"), ["district_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_field_id"), ["field_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_firm_id"), ["firm_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_provider_id"), ["provider_id"], unique=False)
        batch_op.create_index("ix_project_state_created_at", ["state", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_thread"), ["thread"], unique=False)

    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(32), nullable=False),
        sa.Column("participants", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_talk_author_id")),
        sa.ForeignKeyConstraint(["match_id"], ["match.id"], name=op.f("fk_talk_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_match_id"), ["match_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("contract_no", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("type", sa.String(32), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=False),
        sa.Column("seller_id", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tech_amount", sa.BigInteger(), nullable=False),
        sa.Column("ip_ownership", sa.Text(), nullable=False),
        sa.Column("payment_terms", sa.Text(), nullable=False),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("registration_place", sa.String(length=60), nullable=False),
        sa.Column("registration_state", sa.String(32), nullable=False),
        sa.Column("registration_no", sa.String(length=60), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["buyer_id"], ["organization.id"], name=op.f("fk_agreement_buyer_id")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_agreement_project_id")),
        sa.ForeignKeyConstraint(["seller_id"], ["organization.id"], name=op.f("fk_agreement_seller_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("contract_no", name=op.f("uq_agreement_contract_no")),
        sa.UniqueConstraint("project_id", name=op.f("uq_agreement_project_id")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_buyer_id"), ["buyer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_registration_state"), ["registration_state"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_seller_id"), ["seller_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_signed_on"), ["signed_on"], unique=False)
        batch_op.create_index("ix_agreement_state_signed_on", ["state", "signed_on"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(length=200), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_milestone_project_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_milestone_project_id"), ["project_id"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("achievement_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("content_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(CASE WHEN need_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN achievement_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_attachment_one_owner"),
        ),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievement.id"], name=op.f("fk_attachment_achievement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_attachment_agreement_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_attachment_need_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["user.id"], name=op.f("fk_attachment_uploaded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_attachment_stored_name")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_achievement_id"), ["achievement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_need_id"), ["need_id"], unique=False)


def downgrade():
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachment_need_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_agreement_id"))
        batch_op.drop_index(batch_op.f("ix_attachment_achievement_id"))

    op.drop_table("attachment")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_project_id"))
        batch_op.drop_index(batch_op.f("ix_milestone_due_on"))

    op.drop_table("milestone")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index("ix_agreement_state_signed_on")
        batch_op.drop_index(batch_op.f("ix_agreement_signed_on"))
        batch_op.drop_index(batch_op.f("ix_agreement_seller_id"))
        batch_op.drop_index(batch_op.f("ix_agreement_registration_state"))
        batch_op.drop_index(batch_op.f("ix_agreement_created_at"))
        batch_op.drop_index(batch_op.f("ix_agreement_buyer_id"))

    op.drop_table("agreement")
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_match_id"))

    op.drop_table("talk")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_thread"))
        batch_op.drop_index("ix_project_state_created_at")
        batch_op.drop_index(batch_op.f("ix_project_provider_id"))
        batch_op.drop_index(batch_op.f("ix_project_officer_id"))
        batch_op.drop_index(batch_op.f("ix_project_need_id"))
        batch_op.drop_index(batch_op.f("ix_project_firm_id"))
        batch_op.drop_index(batch_op.f("ix_project_field_id"))
        batch_op.drop_index(batch_op.f("ix_project_district_id"))
        batch_op.drop_index(batch_op.f("ix_project_created_at"))
        batch_op.drop_index(batch_op.f("ix_project_achievement_id"))

    op.drop_table("project")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_member_achievement_id"))

    op.drop_table("team_member")
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requirement_need_id"))

    op.drop_table("requirement")
    with op.batch_alter_table("parameter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_parameter_achievement_id"))

    op.drop_table("parameter")
    with op.batch_alter_table("need_mode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_mode_mode"))

    op.drop_table("need_mode")
    with op.batch_alter_table("need_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_invitation_organization_id"))

    op.drop_table("need_invitation")
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_match_live_pair",
            sqlite_where=sa.text("state IN ('PROPOSED', 'ACCEPTED_BY_ONE', 'TALKING', 'AGREED')"),
            postgresql_where=sa.text("state IN ('PROPOSED', 'ACCEPTED_BY_ONE', 'TALKING', 'AGREED')"),
        )
        batch_op.drop_index("ix_match_state_last_activity_at")
        batch_op.drop_index(batch_op.f("ix_match_proposed_by_id"))
        batch_op.drop_index(batch_op.f("ix_match_need_id"))
        batch_op.drop_index(batch_op.f("ix_match_created_at"))
        batch_op.drop_index(batch_op.f("ix_match_achievement_id"))

    op.drop_table("match")
    with op.batch_alter_table("intellectual_property", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_intellectual_property_achievement_id"))

    op.drop_table("intellectual_property")
    with op.batch_alter_table("achievement_mode", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_achievement_mode_mode"))

    op.drop_table("achievement_mode")
    with op.batch_alter_table("achievement_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_achievement_invitation_organization_id"))

    op.drop_table("achievement_invitation")
    with op.batch_alter_table("achievement_field", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_achievement_field_field_id"))

    op.drop_table("achievement_field")
    with op.batch_alter_table("watch", schema=None) as batch_op:
        batch_op.drop_index("ix_watch_item")

    op.drop_table("watch")
    op.drop_table("user_role")
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index("ix_notification_user_id_read_at")

    op.drop_table("notification")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index("ix_need_state_published_at")
        batch_op.drop_index(batch_op.f("ix_need_round_id"))
        batch_op.drop_index(batch_op.f("ix_need_organization_id"))
        batch_op.drop_index(batch_op.f("ix_need_field_id"))
        batch_op.drop_index(batch_op.f("ix_need_expires_on"))
        batch_op.drop_index(batch_op.f("ix_need_district_id"))
        batch_op.drop_index(batch_op.f("ix_need_created_at"))
        batch_op.drop_index(batch_op.f("ix_need_budget"))
        batch_op.drop_index(batch_op.f("ix_need_bid_deadline"))
        batch_op.drop_index(batch_op.f("ix_need_author_id"))

    op.drop_table("need")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index("ix_event_subject")
        batch_op.drop_index(batch_op.f("ix_event_at"))
        batch_op.drop_index(batch_op.f("ix_event_actor_id"))

    op.drop_table("event")
    with op.batch_alter_table("achievement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_achievement_trl"))
        batch_op.drop_index("ix_achievement_state_published_at")
        batch_op.drop_index(batch_op.f("ix_achievement_stage"))
        batch_op.drop_index(batch_op.f("ix_achievement_price"))
        batch_op.drop_index(batch_op.f("ix_achievement_organization_id"))
        batch_op.drop_index(batch_op.f("ix_achievement_created_at"))
        batch_op.drop_index(batch_op.f("ix_achievement_author_id"))

    op.drop_table("achievement")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_organization_id"))
        batch_op.drop_index(batch_op.f("ix_user_membership"))
        batch_op.drop_index(batch_op.f("ix_user_created_at"))

    op.drop_table("user")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_state"))
        batch_op.drop_index(batch_op.f("ix_organization_kind"))
        batch_op.drop_index(batch_op.f("ix_organization_district_id"))
        batch_op.drop_index(batch_op.f("ix_organization_created_at"))

    op.drop_table("organization")
    with op.batch_alter_table("item_vector", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_item_vector_model"))

    op.drop_table("item_vector")
    with op.batch_alter_table("field", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_field_parent_id"))

    op.drop_table("field")
    op.drop_table("district")
    op.drop_table("counter")
    op.drop_table("collection_round")
