"""after the signature"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


OWNERS = ("need_id", "achievement_id", "agreement_id", "round_id", "objection_id")
NEW_OWNERS = ("project_id", "milestone_id", "acceptance_id")
NEW_KINDS = "('PROGRESS_REPORT', 'CHANGE_REQUEST', 'ACCEPTANCE', 'AGREEMENT_CHANGE', 'FOLLOW_UP', 'TARGET', 'SNAPSHOT', 'EXPORT')"


NEED_HALL = [
    *("state", "visibility", "organization_id", "published_at", "kind", "field_id", "district_id"),
    *("budget", "award_amount"),
]
ACHIEVEMENT_HALL = ["state", "visibility", "organization_id", "published_at", "stage", "trl", "level", "price"]


OF_FIGURES = {
    "ix_need_submitted_at": ("need", ["submitted_at", "published_at", "kind", "state"]),
    "ix_need_published_at": ("need", ["published_at", "organization_id"]),
    "ix_achievement_published_at": ("achievement", ["published_at"]),
    "ix_match_state_ended_at": ("match", ["state", "ended_at"]),
    "ix_match_talks_began_at": ("match", ["talks_began_at"]),
    "ix_match_talks": ("match", ["need_id", "created_at", "talks_began_at"]),
    "ix_project_of_need": ("project", ["need_id", "signed_on", "completed_on"]),
    "ix_agreement_sums": ("agreement", ["state", "signed_on", "amount", "tech_amount", "project_id"]),
    "ix_progress_report_state_submitted_at": ("progress_report", ["state", "submitted_at"]),
}

TALKS_BEGAN = (
    "CASE WHEN need_consent_at > achievement_consent_at THEN need_consent_at"
    " WHEN achievement_consent_at >= need_consent_at THEN achievement_consent_at END"
)


def one_of(*columns):
    return " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in columns) + " = 1"


def on_postgresql():
    return op.get_context().dialect.name == "postgresql"


def days_of_projects():
    '''When the older projects were signed, begun and completed: from the agreement, the plan and the event log.'''
    day = "(event.at AT TIME ZONE 'Asia/Shanghai')::date" if on_postgresql() else "date(event.at, '+8 hours')"
    op.execute("UPDATE project SET signed_on = (SELECT signed_on FROM agreement WHERE project_id = project.id AND state <> 'DRAFT')")
    for column, action in (("started_on", "START"), ("completed_on", "COMPLETE")):
        op.execute(
            f"UPDATE project SET {column} = (SELECT max({day}) FROM event WHERE subject_kind = 'PROJECT'"
            f" AND subject_id = project.id AND action = '{action}')"
        )
    op.execute("UPDATE milestone SET state = 'CONFIRMED' WHERE done_on IS NOT NULL")


def keys_of_agreements():
    '''Numbers that differ only in case, spaces or full-width forms were let in before: the later of them keep apart.'''
    connection, seen = op.get_bind(), set()
    for row_id, number in connection.execute(sa.text("SELECT id, contract_no FROM agreement ORDER BY id")).all():
        key = "".join(unicodedata.normalize("NFKC", number).upper().split())
        key = f"{key}#{row_id}" if key in seen else key
        seen.add(key)
        connection.execute(sa.text("UPDATE agreement SET contract_key = :key WHERE id = :id"), {"key": key, "id": row_id})


def upgrade():
    op.create_table('target',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('indicator', sa.String(length=40), nullable=False),
    sa.Column('unit', sa.String(length=60), nullable=False),
    sa.Column('district_id', sa.Integer(), nullable=True),
    sa.Column('goal', sa.BigInteger(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['district_id'], ['district.id'], name=op.f('fk_target_district_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_target')),
    sa.UniqueConstraint('year', 'indicator', 'unit', name=op.f('uq_target_year_indicator_unit'))
    )
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_target_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_target_district_id'), ['district_id'], unique=False)

    op.create_table('export',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('listing', sa.String(length=40), nullable=False),
    sa.Column('arguments', sa.JSON(), nullable=False),
    sa.Column('format', sa.String(32), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('rows_done', sa.Integer(), nullable=False),
    sa.Column('rows_total', sa.Integer(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('message', sa.String(length=300), nullable=False),
    sa.Column('stored_name', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('heartbeat_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_export_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_export'))
    )
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.create_index('ix_export_state_heartbeat_at', ['state', 'heartbeat_at'], unique=False)
        batch_op.create_index('ix_export_user_id_created_at', ['user_id', 'created_at'], unique=False)

    op.create_table('report_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('original_name', sa.String(length=200), nullable=False),
    sa.Column('stored_name', sa.String(length=64), nullable=False),
    sa.Column('uploaded_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['uploaded_by_id'], ['user.id'], name=op.f('fk_report_template_uploaded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_template')),
    sa.UniqueConstraint('stored_name', name=op.f('uq_report_template_stored_name'))
    )
    with op.batch_alter_table('report_template', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_template_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_report_template_kind_id', ['kind', 'id'], unique=False)

    op.create_table('snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('remark', sa.Text(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('return_reason', sa.Text(), nullable=False),
    sa.Column('word_name', sa.String(length=64), nullable=False),
    sa.Column('excel_name', sa.String(length=64), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_snapshot_author_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_snapshot_decided_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot')),
    sa.UniqueConstraint('number', name=op.f('uq_snapshot_number'))
    )
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_snapshot_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_snapshot_kind_since', ['kind', 'since'], unique=False)
        batch_op.create_index('ix_snapshot_state', ['state', 'created_at'], unique=False)
        batch_op.create_index('uq_snapshot_open', ['kind', 'since'], unique=True, sqlite_where=sa.text("state <> 'APPROVED'"), postgresql_where=sa.text("state <> 'APPROVED'"))

    op.create_table('acceptance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('indicators', sa.JSON(), nullable=False),
    sa.Column('exceptions', sa.JSON(), nullable=False),
    sa.Column('plan', sa.JSON(), nullable=False),
    sa.Column('applied_by_id', sa.Integer(), nullable=False),
    sa.Column('applied_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('check_note', sa.Text(), nullable=False),
    sa.Column('checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verdict', sa.String(32), nullable=True),
    sa.Column('conclusion', sa.Text(), nullable=False),
    sa.Column('concluded_by_id', sa.Integer(), nullable=True),
    sa.Column('concluded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['applied_by_id'], ['user.id'], name=op.f('fk_acceptance_applied_by_id')),
    sa.ForeignKeyConstraint(['concluded_by_id'], ['user.id'], name=op.f('fk_acceptance_concluded_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_acceptance_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acceptance')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_acceptance_project_id_number'))
    )
    with op.batch_alter_table('acceptance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_acceptance_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_acceptance_state_created_at', ['state', 'created_at'], unique=False)

    op.create_table('change_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('side', sa.String(32), nullable=False),
    sa.Column('requested_by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('agreed_by_id', sa.Integer(), nullable=True),
    sa.Column('agreed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreed_by_id'], ['user.id'], name=op.f('fk_change_request_agreed_by_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_change_request_decided_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_change_request_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['requested_by_id'], ['user.id'], name=op.f('fk_change_request_requested_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change_request'))
    )
    with op.batch_alter_table('change_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_request_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_change_request_project_id_created_at', ['project_id', 'created_at'], unique=False)
        batch_op.create_index('ix_change_request_state', ['state', 'created_at'], unique=False)

    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('organization_id', sa.Integer(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('sales', sa.BigInteger(), nullable=True),
    sa.Column('jobs', sa.Integer(), nullable=True),
    sa.Column('goes_on', sa.Boolean(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminder', sa.String(32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_follow_up_answered_by_id')),
    sa.ForeignKeyConstraint(['organization_id'], ['organization.id'], name=op.f('fk_follow_up_organization_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_follow_up_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up')),
    sa.UniqueConstraint('project_id', 'organization_id', 'months', name=op.f('uq_follow_up_project_id_organization_id_months'))
    )
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_follow_up_answered_at'), ['answered_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_follow_up_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_follow_up_organization_id_state', ['organization_id', 'state'], unique=False)
        batch_op.create_index('ix_follow_up_state_due_on', ['state', 'due_on'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('form', sa.String(32), nullable=False),
    sa.Column('participants', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('next_step', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_meeting_author_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_meeting_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_project_id'), ['project_id'], unique=False)

    op.create_table('output',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('achieved_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('side', sa.String(32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_output_author_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_output_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_output'))
    )
    with op.batch_alter_table('output', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_output_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_output_kind_on', ['kind', 'achieved_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_output_project_id'), ['project_id'], unique=False)

    op.create_table('payment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('planned_amount', sa.BigInteger(), nullable=True),
    sa.Column('paid_on', sa.Date(), nullable=True),
    sa.Column('paid_amount', sa.BigInteger(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('reminder', sa.String(32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_payment_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['user.id'], name=op.f('fk_payment_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment'))
    )
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_payment_paid_on_planned_on', ['paid_on', 'planned_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_payment_project_id'), ['project_id'], unique=False)

    op.create_table('progress_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('period_end', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('percent', sa.Integer(), nullable=True),
    sa.Column('done', sa.Text(), nullable=False),
    sa.Column('problems', sa.Text(), nullable=False),
    sa.Column('drop_reason', sa.Text(), nullable=False),
    sa.Column('side', sa.String(32), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('help_wanted', sa.Text(), nullable=False),
    sa.Column('help_waits', sa.Boolean(), nullable=False),
    sa.Column('help_answer', sa.Text(), nullable=False),
    sa.Column('help_promised_on', sa.Date(), nullable=True),
    sa.Column('help_answered_by_id', sa.Integer(), nullable=True),
    sa.Column('help_answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminder', sa.String(32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_progress_report_author_id')),
    sa.ForeignKeyConstraint(['help_answered_by_id'], ['user.id'], name=op.f('fk_progress_report_help_answered_by_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_progress_report_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_report')),
    sa.UniqueConstraint('project_id', 'period_start', name=op.f('uq_progress_report_project_id_period_start'))
    )
    with op.batch_alter_table('progress_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progress_report_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_progress_report_help', ['help_waits', 'submitted_at'], unique=False)
        batch_op.create_index('ix_progress_report_project_id_state', ['project_id', 'state', 'submitted_at', 'due_on'], unique=False)
        batch_op.create_index('ix_progress_report_state_due_on', ['state', 'due_on'], unique=False)
        batch_op.create_index('ix_progress_report_submitted_at', ['submitted_at'], unique=False)

    op.create_table('project_indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('promised', sa.String(length=200), nullable=False),
    sa.Column('reached', sa.String(length=200), nullable=False),
    sa.Column('met', sa.Boolean(), nullable=True),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_indicator_project_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_indicator'))
    )
    with op.batch_alter_table('project_indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_indicator_project_id'), ['project_id'], unique=False)

    op.create_table('rating',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('rater_id', sa.Integer(), nullable=False),
    sa.Column('rated_id', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['user.id'], name=op.f('fk_rating_author_id')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_rating_project_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['rated_id'], ['organization.id'], name=op.f('fk_rating_rated_id')),
    sa.ForeignKeyConstraint(['rater_id'], ['organization.id'], name=op.f('fk_rating_rater_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rating')),
    sa.UniqueConstraint('project_id', 'rater_id', name=op.f('uq_rating_project_id_rater_id'))
    )
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rating_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_rating_rated_id'), ['rated_id'], unique=False)

    op.create_table('acceptance_opinion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('acceptance_id', sa.Integer(), nullable=False),
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(32), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('given_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['acceptance_id'], ['acceptance.id'], name=op.f('fk_acceptance_opinion_acceptance_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['expert_id'], ['user.id'], name=op.f('fk_acceptance_opinion_expert_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acceptance_opinion')),
    sa.UniqueConstraint('acceptance_id', 'expert_id', name=op.f('uq_acceptance_opinion_acceptance_id_expert_id'))
    )
    with op.batch_alter_table('acceptance_opinion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_acceptance_opinion_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_acceptance_opinion_expert_id_given_at', ['expert_id', 'given_at'], unique=False)

    op.create_table('agreement_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agreement_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(32), nullable=False),
    sa.Column('state', sa.String(32), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decision_note', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_change_agreement_id')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['user.id'], name=op.f('fk_agreement_change_decided_by_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['user.id'], name=op.f('fk_agreement_change_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_change'))
    )
    with op.batch_alter_table('agreement_change', schema=None) as batch_op:
        batch_op.create_index('ix_agreement_change_agreement_id_created_at', ['agreement_id', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_agreement_change_created_at'), ['created_at'], unique=False)
        batch_op.create_index('ix_agreement_change_state', ['state', 'created_at'], unique=False)

    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('expert_opinion', sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('expert_opinion_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('double_reason', sa.String(length=200), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('reminder', sa.String(32), nullable=False, server_default="NONE"))
        batch_op.create_index('ix_agreement_parties', ['buyer_id', 'seller_id', 'signed_on'], unique=False)
        batch_op.add_column(sa.Column('contract_key', sa.String(length=240), nullable=True))

    keys_of_agreements()
    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.alter_column('contract_key', existing_type=sa.String(length=240), nullable=False)
        batch_op.create_unique_constraint(batch_op.f('uq_agreement_contract_key'), ['contract_key'])

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('project_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('milestone_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('acceptance_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(op.f("ck_attachment_one_owner"), type_="check")
        batch_op.create_check_constraint(op.f("ck_attachment_one_owner"), one_of(*OWNERS, *NEW_OWNERS))
        batch_op.create_index(batch_op.f('ix_attachment_acceptance_id'), ['acceptance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_milestone_id'), ['milestone_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_project_id'), ['project_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_attachment_milestone_id'), 'milestone', ['milestone_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_attachment_project_id'), 'project', ['project_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_attachment_acceptance_id'), 'acceptance', ['acceptance_id'], ['id'], ondelete='CASCADE')

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(32), nullable=False, server_default="OPEN"))
        batch_op.add_column(sa.Column('claimed_side', sa.String(32), nullable=True))
        batch_op.add_column(sa.Column('claimed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('claim_note', sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('confirmed_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('return_reason', sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('reminder', sa.String(32), nullable=False, server_default="NONE"))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default="1"))
        batch_op.create_index('ix_milestone_state_due_on', ['state', 'due_on'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_milestone_claimed_by_id'), 'user', ['claimed_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_milestone_confirmed_by_id'), 'user', ['confirmed_by_id'], ['id'])

    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lump_sum', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('reporting', sa.String(32), nullable=False, server_default="MONTH"))
        batch_op.add_column(sa.Column('percent', sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column('signed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('started_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('completed_on', sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f('ix_project_completed_on'), ['completed_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_project_signed_on'), ['signed_on'], unique=False)

    op.create_index("ix_need_hall", "need", NEED_HALL)
    op.create_index("ix_achievement_hall", "achievement", ACHIEVEMENT_HALL)
    days_of_projects()
    # SQLite adds a stored column only to a new table
    with op.batch_alter_table("match", recreate="auto" if on_postgresql() else "always") as batch_op:
        batch_op.add_column(sa.Column("talks_began_at", sa.DateTime(timezone=True), sa.Computed(TALKS_BEGAN, persisted=True)))
    for name, (table, columns) in OF_FIGURES.items():
        op.create_index(name, table, columns)


def downgrade():
    for name, (table, _) in OF_FIGURES.items():
        op.drop_index(name, table)
    op.drop_column("match", "talks_began_at")
    op.drop_index("ix_achievement_hall", "achievement")
    op.drop_index("ix_need_hall", "need")
    # what the older program does not know
    op.execute("DELETE FROM attachment WHERE project_id IS NOT NULL OR milestone_id IS NOT NULL OR acceptance_id IS NOT NULL")
    op.execute(f"DELETE FROM notification WHERE subject_kind IN {NEW_KINDS}")
    with op.batch_alter_table('project', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_signed_on'))
        batch_op.drop_index(batch_op.f('ix_project_completed_on'))
        batch_op.drop_column('completed_on')
        batch_op.drop_column('started_on')
        batch_op.drop_column('signed_on')
        batch_op.drop_column('percent')
        batch_op.drop_column('reporting')
        batch_op.drop_column('lump_sum')

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_milestone_confirmed_by_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_milestone_claimed_by_id'), type_='foreignkey')
        batch_op.drop_index('ix_milestone_state_due_on')
        batch_op.drop_column('version')
        batch_op.drop_column('reminder')
        batch_op.drop_column('return_reason')
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('confirmed_by_id')
        batch_op.drop_column('claim_note')
        batch_op.drop_column('claimed_at')
        batch_op.drop_column('claimed_by_id')
        batch_op.drop_column('claimed_side')
        batch_op.drop_column('state')

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_attachment_acceptance_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_attachment_project_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_attachment_milestone_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_attachment_project_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_milestone_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_acceptance_id'))
        batch_op.drop_constraint(op.f("ck_attachment_one_owner"), type_="check")
        batch_op.create_check_constraint(op.f("ck_attachment_one_owner"), one_of(*OWNERS))
        batch_op.drop_column('acceptance_id')
        batch_op.drop_column('milestone_id')
        batch_op.drop_column('project_id')

    with op.batch_alter_table('agreement', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_agreement_contract_key'), type_='unique')
        batch_op.drop_column('contract_key')
        batch_op.drop_index('ix_agreement_parties')
        batch_op.drop_column('reminder')
        batch_op.drop_column('double_reason')
        batch_op.drop_column('expert_opinion_on')
        batch_op.drop_column('expert_opinion')

    with op.batch_alter_table('agreement_change', schema=None) as batch_op:
        batch_op.drop_index('ix_agreement_change_state')
        batch_op.drop_index(batch_op.f('ix_agreement_change_created_at'))
        batch_op.drop_index('ix_agreement_change_agreement_id_created_at')

    op.drop_table('agreement_change')
    with op.batch_alter_table('acceptance_opinion', schema=None) as batch_op:
        batch_op.drop_index('ix_acceptance_opinion_expert_id_given_at')
        batch_op.drop_index(batch_op.f('ix_acceptance_opinion_created_at'))

    op.drop_table('acceptance_opinion')
    with op.batch_alter_table('rating', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rating_rated_id'))
        batch_op.drop_index(batch_op.f('ix_rating_created_at'))

    op.drop_table('rating')
    with op.batch_alter_table('project_indicator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_indicator_project_id'))

    op.drop_table('project_indicator')
    with op.batch_alter_table('progress_report', schema=None) as batch_op:
        batch_op.drop_index('ix_progress_report_submitted_at')
        batch_op.drop_index('ix_progress_report_state_due_on')
        batch_op.drop_index('ix_progress_report_project_id_state')
        batch_op.drop_index('ix_progress_report_help')
        batch_op.drop_index(batch_op.f('ix_progress_report_created_at'))

    op.drop_table('progress_report')
    with op.batch_alter_table('payment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payment_project_id'))
        batch_op.drop_index('ix_payment_paid_on_planned_on')
        batch_op.drop_index(batch_op.f('ix_payment_created_at'))

    op.drop_table('payment')
    with op.batch_alter_table('output', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_output_project_id'))
        batch_op.drop_index('ix_output_kind_on')
        batch_op.drop_index(batch_op.f('ix_output_created_at'))

    op.drop_table('output')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_project_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_created_at'))

    op.drop_table('meeting')
    with op.batch_alter_table('follow_up', schema=None) as batch_op:
        batch_op.drop_index('ix_follow_up_state_due_on')
        batch_op.drop_index('ix_follow_up_organization_id_state')
        batch_op.drop_index(batch_op.f('ix_follow_up_created_at'))
        batch_op.drop_index(batch_op.f('ix_follow_up_answered_at'))

    op.drop_table('follow_up')
    with op.batch_alter_table('change_request', schema=None) as batch_op:
        batch_op.drop_index('ix_change_request_state')
        batch_op.drop_index('ix_change_request_project_id_created_at')
        batch_op.drop_index(batch_op.f('ix_change_request_created_at'))

    op.drop_table('change_request')
    with op.batch_alter_table('acceptance', schema=None) as batch_op:
        batch_op.drop_index('ix_acceptance_state_created_at')
        batch_op.drop_index(batch_op.f('ix_acceptance_created_at'))

    op.drop_table('acceptance')
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_index('uq_snapshot_open')
        batch_op.drop_index('ix_snapshot_state')
        batch_op.drop_index('ix_snapshot_kind_since')
        batch_op.drop_index(batch_op.f('ix_snapshot_created_at'))

    op.drop_table('snapshot')
    with op.batch_alter_table('report_template', schema=None) as batch_op:
        batch_op.drop_index('ix_report_template_kind_id')
        batch_op.drop_index(batch_op.f('ix_report_template_created_at'))

    op.drop_table('report_template')
    with op.batch_alter_table('export', schema=None) as batch_op:
        batch_op.drop_index('ix_export_user_id_created_at')
        batch_op.drop_index('ix_export_state_heartbeat_at')

    op.drop_table('export')
    with op.batch_alter_table('target', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_target_district_id'))
        batch_op.drop_index(batch_op.f('ix_target_created_at'))

    op.drop_table('target')
