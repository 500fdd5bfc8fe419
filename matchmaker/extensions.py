from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFProtect

from models.base import db

__all__ = ["babel", "bootstrap", "csrf", "db", "limiter", "login_manager", "migrate", "talisman"]

babel = Babel()
bootstrap = Bootstrap5()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)
login_manager = LoginManager()
migrate = Migrate(directory="models/migrations", render_as_batch=True, compare_type=True)
talisman = Talisman()
