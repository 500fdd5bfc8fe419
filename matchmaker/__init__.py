from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from matchmaker import cli, config, extensions, web
from matchmaker.adapters import clock
from matchmaker.services import event_chain, unit
from matchmaker.settings import settings
from models import postgresql, sqlite


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The application; `overrides` replace settings after the environment was read. Raises ConfigurationError."""
    app = Flask(__name__, root_path=str(config.ROOT), template_folder="templates", static_folder="static")
    app.config.update(config.load())
    app.config.update(overrides or {})
    settings.update(app.config)
    if proxies := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    extensions.db.init_app(app)
    with app.app_context():
        sqlite.configure(extensions.db.engine)
        postgresql.configure(extensions.db.engine)
    extensions.migrate.init_app(app, extensions.db)
    web.init_app(app)
    app.add_template_filter(clock.remaining)
    app.add_template_filter(clock.days_until)
    cli.init_app(app)
    cli.say_before_serving(app)
    return app


unit.stamp_on_flush(clock.now)
event_chain.link_on_commit()
