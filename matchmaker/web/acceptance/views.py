from flask import Blueprint

bp = Blueprint("acceptance", __name__)
