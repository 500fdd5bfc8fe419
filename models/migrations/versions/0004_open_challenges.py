"""open challenges"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


OWNERS = ("need_id", "achievement_id", "agreement_id")
NEW_OWNERS = ("round_id", "objection_id")


def one_of(*columns):
    return " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in columns) + " = 1"


def upgrade():
    op.create_table('round_field',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['field.id'], name=op.f('fk_round_field_field_id')),
    sa.ForeignKeyConstraint(['round_id'], ['collection_round.id'], name=op.f('fk_round_field_round_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('round_id', 'field_id', name=op.f('pk_round_field'))
    )
    with op.batch_alter_table('round_field', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_field_field_id'), ['field_id'], unique=False)

    op.create_table('expert_profile',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('field_id', sa.Integer(), nullable=True),
    sa.Column('specialty', sa.Text(), nullable=False),
    sa.Column('employers', sa.Text(), nullable=False),
    sa.Column('available', sa.Boolean(), nullable=False),
    sa.Column('title', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['field_id'], ['field.id'], name=op.f('fk_expert_profile_field_id')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_expert_profile_user_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('user_id', name=op.f('pk_expert_profile'))
    )
    with op.batch_alter_table('expert_profile', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_expert_profile_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_expert_profile_field_id'), ['field_id'], unique=False)

    op.create_table('amendment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('old_deadline', sa.DateTime(timezone=True), nullable=True),
    sa.Column('new_deadline', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_amendment_author_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_amendment_need_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment'))
    )
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_amendment_need_id'), ['need_id'], unique=False)

    op.create_table('bid',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reconfirm_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('excluded_reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_bid_author_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_bid_need_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_bid_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bid')),
    sa.UniqueConstraint('need_id', 'organization_id', name=op.f('uq_bid_need_id_organization_id')),
    sa.UniqueConstraint('number', name=op.f('uq_bid_number')),
    sqlite_autoincrement=True,
    )
    with op.batch_alter_table('bid', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bid_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bid_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_bid_need_id_state', ['need_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_bid_organization_id'), ['organization_id'], unique=False)

    op.create_table('criterion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.Column('hint', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_criterion_need_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion'))
    )
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_need_id'), ['need_id'], unique=False)

    op.create_table('necessity_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('industry', sa.Integer(), nullable=True),
    sa.Column('basis', sa.Integer(), nullable=True),
    sa.Column('indicators', sa.Integer(), nullable=True),
    sa.Column('finance', sa.Integer(), nullable=True),
    sa.Column('opinion', sa.String(32), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['expert_id'], ['user.id'], name=op.f('fk_necessity_check_expert_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_necessity_check_need_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_necessity_check')),
    sa.UniqueConstraint('need_id', 'expert_id', name=op.f('uq_necessity_check_need_id_expert_id'))
    )
    with op.batch_alter_table('necessity_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_necessity_check_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_necessity_check_expert_id_state', ['expert_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_necessity_check_need_id'), ['need_id'], unique=False)

    op.create_table('question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_question_answered_by_id')),
    sa.ForeignKeyConstraint(['asker_id'], ['user.id'], name=op.f('fk_question_asker_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_question_need_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question'))
    )
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_question_asker_id'), ['asker_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_question_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_question_need_id_created_at', ['need_id', 'created_at'], unique=False)

    op.create_table('bid_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bid_id', sa.Integer(), nullable=False),
    sa.Column('stored_name', sa.String(length=64), nullable=False),
    sa.Column('stored_size', sa.BigInteger(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_bid_file_bid_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bid_file')),
    sa.UniqueConstraint('stored_name', name=op.f('uq_bid_file_stored_name'))
    )
    with op.batch_alter_table('bid_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bid_file_bid_id'), ['bid_id'], unique=False)

    op.create_table('bid_partner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bid_id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_bid_partner_answered_by_id')),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_bid_partner_bid_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_bid_partner_organization_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bid_partner')),
    sa.UniqueConstraint('bid_id', 'organization_id', name=op.f('uq_bid_partner_bid_id_organization_id'))
    )
    with op.batch_alter_table('bid_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bid_partner_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_bid_partner_organization_id'), ['organization_id'], unique=False)

    op.create_table('evaluation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('need_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('forced_reason', sa.Text(), nullable=False),
    sa.Column('winner_id', sa.Integer(), nullable=True),
    sa.Column('reserve_id', sa.Integer(), nullable=True),
    sa.Column('proposal_reason', sa.Text(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_reason', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_evaluation_decided_by_id')),
    sa.ForeignKeyConstraint(['need_id'], ['need.id'], name=op.f('fk_evaluation_need_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user.id'], name=op.f('fk_evaluation_proposed_by_id')),
    sa.ForeignKeyConstraint(['reserve_id'], ['bid.id'], name=op.f('fk_evaluation_reserve_id')),
    sa.ForeignKeyConstraint(['winner_id'], ['bid.id'], name=op.f('fk_evaluation_winner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation')),
    sa.UniqueConstraint('need_id', 'number', name=op.f('uq_evaluation_need_id_number'))
    )
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_evaluation_state', ['state', 'created_at'], unique=False)

    op.create_table('receipt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bid_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_to_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_receipt_bid_id')),
    sa.ForeignKeyConstraint(['issued_to_id'], ['user.id'], name=op.f('fk_receipt_issued_to_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('number', name=op.f('uq_receipt_number'))
    )
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_bid_id'), ['bid_id'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('bid_id', sa.Integer(), nullable=False),
    sa.Column('evaluation_id', sa.Integer(), nullable=False),
    sa.Column('firm_id', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decision', sa.String(32), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('means', sa.JSON(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_feedback_bid_id')),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluation.id'], name=op.f('fk_feedback_evaluation_id')),
    sa.ForeignKeyConstraint(['firm_id'], ['organization.id'], name=op.f('fk_feedback_firm_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback')),
    sa.UniqueConstraint('bid_id', 'evaluation_id', name=op.f('uq_feedback_bid_id_evaluation_id'))
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index('ix_feedback_due_at', ['due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_feedback_evaluation_id'), ['evaluation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_feedback_firm_id'), ['firm_id'], unique=False)

    op.create_table('publicity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('evaluation_id', sa.Integer(), nullable=False),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluation.id'], name=op.f('fk_publicity_evaluation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_publicity')),
    sa.UniqueConstraint('evaluation_id', name=op.f('uq_publicity_evaluation_id')),
    sa.UniqueConstraint('number', name=op.f('uq_publicity_number'))
    )
    with op.batch_alter_table('publicity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_publicity_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_publicity_ends_on'), ['ends_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_publicity_published_at'), ['published_at'], unique=False)

    op.create_table('review_assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('evaluation_id', sa.Integer(), nullable=False),
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('confidentiality_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['evaluation_id'], ['evaluation.id'], name=op.f('fk_review_assignment_evaluation_id')),
    sa.ForeignKeyConstraint(['expert_id'], ['user.id'], name=op.f('fk_review_assignment_expert_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_assignment')),
    sa.UniqueConstraint('evaluation_id', 'expert_id', name=op.f('uq_review_assignment_evaluation_id_expert_id'))
    )
    with op.batch_alter_table('review_assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_assignment_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_review_assignment_expert_id_state', ['expert_id', 'state'], unique=False)

    op.create_table('objection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('publicity_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('organization_name', sa.String(length=120), nullable=False),
    sa.Column('phone', sa.String(length=30), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_objection_answered_by_id')),
    sa.ForeignKeyConstraint(['publicity_id'], ['publicity.id'], name=op.f('fk_objection_publicity_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objection')),
    sa.UniqueConstraint('number', name=op.f('uq_objection_number'))
    )
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objection_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_publicity_id'), ['publicity_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_objection_state'), ['state'], unique=False)

    op.create_table('score',
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('bid_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['review_assignment.id'], name=op.f('fk_score_assignment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['bid_id'], ['bid.id'], name=op.f('fk_score_bid_id')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_score_criterion_id')),
    sa.PrimaryKeyConstraint('assignment_id', 'bid_id', 'criterion_id', name=op.f('pk_score'))
    )
    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_score_bid_id'), ['bid_id'], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("objection_id", sa.Integer(), nullable=True))
        batch_op.alter_column("uploaded_by_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.drop_constraint(op.f("ck_attachment_one_owner"), type_="check")
        batch_op.create_check_constraint(op.f("ck_attachment_one_owner"), one_of(*OWNERS, *NEW_OWNERS))
        batch_op.create_index(batch_op.f("ix_attachment_objection_id"), ["objection_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attachment_round_id"), ["round_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_objection_id"), "objection", ["objection_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_attachment_round_id"), "collection_round", ["round_id"], ["id"], ondelete="CASCADE"
        )

    with op.batch_alter_table("collection_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(32), nullable=False, server_default="OPEN"))
        batch_op.add_column(sa.Column("notice", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("rubric", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("listed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        for name in ("created_at", "updated_at"):
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE collection_round SET created_at = opens_on, updated_at = opens_on")
    with op.batch_alter_table("collection_round", schema=None) as batch_op:
        for name in ("state", "notice", "rubric", "version"):
            batch_op.alter_column(name, server_default=None)
        for name in ("created_at", "updated_at"):
            batch_op.alter_column(name, existing_type=sa.DateTime(timezone=True), nullable=False)
        batch_op.create_index(batch_op.f("ix_collection_round_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_collection_round_state"), ["state"], unique=False)

    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.add_column(sa.Column("feedback_days", sa.Integer(), nullable=False, server_default="30"))
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.alter_column("feedback_days", server_default=None)

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('bid_id', sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f('uq_project_bid_id'), ['bid_id'])
        batch_op.create_foreign_key(batch_op.f('fk_project_bid_id'), 'bid', ['bid_id'], ['id'])



def downgrade():
    # what the older program does not know
    op.execute("DELETE FROM attachment WHERE round_id IS NOT NULL OR objection_id IS NOT NULL")
    op.execute("UPDATE need SET state = 'SUBMITTED' WHERE state = 'ACCEPTED'")
    op.execute("UPDATE need SET state = 'RETURNED' WHERE state = 'REJECTED'")
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_project_bid_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_project_bid_id'), type_='unique')
        batch_op.drop_column('bid_id')

    with op.batch_alter_table('need', schema=None) as batch_op:
        batch_op.drop_column('feedback_days')

    with op.batch_alter_table('collection_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_collection_round_state'))
        batch_op.drop_index(batch_op.f('ix_collection_round_created_at'))
        batch_op.drop_column('updated_at')
        batch_op.drop_column('created_at')
        batch_op.drop_column('version')
        batch_op.drop_column('listed_at')
        batch_op.drop_column('rubric')
        batch_op.drop_column('notice')
        batch_op.drop_column('state')

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attachment_round_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_attachment_objection_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_attachment_round_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_objection_id'))
        batch_op.alter_column("uploaded_by_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_constraint(op.f("ck_attachment_one_owner"), type_="check")
        batch_op.create_check_constraint(op.f("ck_attachment_one_owner"), one_of(*OWNERS))
        batch_op.drop_column('objection_id')
        batch_op.drop_column('round_id')

    with op.batch_alter_table('score', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_score_bid_id'))

    op.drop_table('score')
    with op.batch_alter_table('objection', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objection_state'))
        batch_op.drop_index(batch_op.f('ix_objection_publicity_id'))
        batch_op.drop_index(batch_op.f('ix_objection_created_at'))

    op.drop_table('objection')
    with op.batch_alter_table('review_assignment', schema=None) as batch_op:
        batch_op.drop_index('ix_review_assignment_expert_id_state')
        batch_op.drop_index(batch_op.f('ix_review_assignment_created_at'))

    op.drop_table('review_assignment')
    with op.batch_alter_table('publicity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_publicity_published_at'))
        batch_op.drop_index(batch_op.f('ix_publicity_ends_on'))
        batch_op.drop_index(batch_op.f('ix_publicity_created_at'))

    op.drop_table('publicity')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_firm_id'))
        batch_op.drop_index(batch_op.f('ix_feedback_evaluation_id'))
        batch_op.drop_index('ix_feedback_due_at')

    op.drop_table('feedback')
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_receipt_bid_id'))

    op.drop_table('receipt')
    with op.batch_alter_table('evaluation', schema=None) as batch_op:
        batch_op.drop_index('ix_evaluation_state')
        batch_op.drop_index(batch_op.f('ix_evaluation_created_at'))

    op.drop_table('evaluation')
    with op.batch_alter_table('bid_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bid_partner_organization_id'))
        batch_op.drop_index(batch_op.f('ix_bid_partner_created_at'))

    op.drop_table('bid_partner')
    with op.batch_alter_table('bid_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bid_file_bid_id'))

    op.drop_table('bid_file')
    with op.batch_alter_table('question', schema=None) as batch_op:
        batch_op.drop_index('ix_question_need_id_created_at')
        batch_op.drop_index(batch_op.f('ix_question_created_at'))
        batch_op.drop_index(batch_op.f('ix_question_asker_id'))

    op.drop_table('question')
    with op.batch_alter_table('necessity_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_necessity_check_need_id'))
        batch_op.drop_index('ix_necessity_check_expert_id_state')
        batch_op.drop_index(batch_op.f('ix_necessity_check_created_at'))

    op.drop_table('necessity_check')
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_need_id'))

    op.drop_table('criterion')
    with op.batch_alter_table('bid', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bid_organization_id'))
        batch_op.drop_index('ix_bid_need_id_state')
        batch_op.drop_index(batch_op.f('ix_bid_created_at'))
        batch_op.drop_index(batch_op.f('ix_bid_author_id'))

    op.drop_table('bid')
    with op.batch_alter_table('amendment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_amendment_need_id'))

    op.drop_table('amendment')
    with op.batch_alter_table('expert_profile', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_expert_profile_field_id'))
        batch_op.drop_index(batch_op.f('ix_expert_profile_created_at'))

    op.drop_table('expert_profile')
    with op.batch_alter_table('round_field', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_field_field_id'))

    op.drop_table('round_field')
