from flask import Blueprint

bp = Blueprint("vocabulary", __name__, url_prefix="/bureau/vocabulary")
