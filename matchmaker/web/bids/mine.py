from flask import render_template

from matchmaker.policies.permissions import Permission
from matchmaker.queries import bids as queries
from matchmaker.web.arguments import page_arg
from matchmaker.web.bids.blueprint import bp
from matchmaker.web.guards import actor, permit


@bp.get("/mine")
@permit(Permission.MEMBER)
def mine() -> str:
    return render_template("bids/mine.html", page=queries.mine(actor(), page_arg()))
