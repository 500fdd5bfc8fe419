"""vectors of several models side by side"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    _key_of_item_vector("kind", "item_id", "model")


def downgrade():
    # Of several models' rows none is the one to keep; `flask index sync` makes them again.
    op.execute("DELETE FROM item_vector")
    _key_of_item_vector("kind", "item_id")


def _key_of_item_vector(*columns):
    with op.batch_alter_table("item_vector", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("pk_item_vector"), type_="primary")
        batch_op.create_primary_key(op.f("pk_item_vector"), list(columns))
