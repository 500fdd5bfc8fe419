from flask import Flask


def init_app(app: Flask) -> None:
    """Commands are added here by their groups."""
