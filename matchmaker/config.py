"""Settings come from environment variables; docs/configuration.md lists them."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024


class ConfigurationError(RuntimeError):
    pass


def load(env: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The Flask configuration. MATCHMAKER_ENV is `production` (default), `demo` (`make run`) or `testing`.

    Raises ConfigurationError with a sentence that says what to set.
    """
    mode = env.get("MATCHMAKER_ENV", "production")
    if mode not in ("production", "demo", "testing"):
        raise ConfigurationError(f"MATCHMAKER_ENV must be production, demo or testing, not {mode!r}.")
    instance = Path(env.get("MATCHMAKER_INSTANCE", ROOT / "instance"))
    instance.mkdir(parents=True, exist_ok=True)
    https = env.get("MATCHMAKER_HTTPS", "1" if mode == "production" else "0") == "1"
    upload = int(env.get("MATCHMAKER_UPLOAD_MB", "20")) * MEGABYTE
    return {
        "ENV_MODE": mode,
        "TESTING": mode == "testing",
        "INSTANCE": instance,
        "SECRET_KEY": _secret_key(env, mode, instance),
        "SEALING_KEY": _sealing_key(env, mode, instance),
        "SQLALCHEMY_DATABASE_URI": env.get("DATABASE_URL", f"sqlite:///{instance / 'matchmaker.db'}"),
        "UPLOAD_BYTES": upload,
        "MAX_CONTENT_LENGTH": upload + MEGABYTE,  # the form around a file of the largest size
        "PROXIES": int(env.get("MATCHMAKER_PROXIES", "0")),
        "MAX_FORM_MEMORY_SIZE": 2 * MEGABYTE,
        "SEED_DATA": ROOT / "seed_data",
        "UPLOADS": Path(env.get("MATCHMAKER_UPLOADS", instance / "uploads")),
        "ENCODER": env.get("MATCHMAKER_ENCODER", str(instance / "encoder")),
        "CROSS_ENCODER": env.get("MATCHMAKER_CROSS_ENCODER", ""),
        "ENCODER_THREADS": int(env.get("MATCHMAKER_ENCODER_THREADS", "1")),
        "HTTPS": https,
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SECURE": https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": https,
        "RATELIMIT_STORAGE_URI": env.get("MATCHMAKER_RATELIMIT_STORAGE", "memory://"),
        "RATELIMIT_ENABLED": mode != "testing",
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Shanghai",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "matchmaker" / "translations"),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "QUEUE": env.get("MATCHMAKER_QUEUE", "immediate" if mode == "testing" else str(instance / "jobs.db")),
        "CITY": env.get("MATCHMAKER_CITY", "临沂市"),
        "CITY_EN": env.get("MATCHMAKER_CITY_EN", "Linyi"),
        "BASE_URL": env.get("MATCHMAKER_BASE_URL", "http://127.0.0.1:8000"),
        **_mail(env, instance),
    }


def _mail(env: Mapping[str, str], instance: Path) -> dict[str, Any]:
    return {
        "MAIL_BACKEND": env.get("MATCHMAKER_MAIL", "file"),
        "MAIL_FOLDER": instance / "mail",
        "MAIL_SENDER": env.get("MATCHMAKER_MAIL_SENDER", "no-reply@matchmaker.example"),
        "SMTP_HOST": env.get("SMTP_HOST", "localhost"),
        "SMTP_PORT": int(env.get("SMTP_PORT", "25")),
        "SMTP_USER": env.get("SMTP_USER", ""),
        "SMTP_PASSWORD": env.get("SMTP_PASSWORD", ""),
        "SMTP_TLS": env.get("SMTP_TLS", "1") == "1",
    }


def _secret_key(env: Mapping[str, str], mode: str, instance: Path) -> str:
    key = env.get("SECRET_KEY", "")
    if key:
        return key
    if mode == "production":
        raise ConfigurationError(
            "SECRET_KEY is not set. Give every process of this site the same long random value, for example: "
            "export SECRET_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))'). "
            "To look at the demo on your own machine use `make run`."
        )
    return _kept_key(instance / "secret_key")


def _sealing_key(env: Mapping[str, str], mode: str, instance: Path) -> str:
    """The site's key for sealed bids and for the end of the event log; kept apart from database and backups."""
    given = env.get("MATCHMAKER_SEALING_KEY_FILE", "")
    if not given and mode != "production":
        return _kept_key(instance / "sealing_key")
    if not given or not Path(given).is_file():
        raise ConfigurationError(
            "MATCHMAKER_SEALING_KEY_FILE does not name a file. Bids are sealed with the key in it; make it once, the "
            "same for every process of this site, outside the folders that are backed up with the database: "
            "python -c 'import secrets; print(secrets.token_hex(32))' > /etc/matchmaker/sealing_key"
        )
    return Path(given).read_text().strip()


def _kept_key(path: Path) -> str:
    """One key for all workers of a demo; created by whoever comes first."""
    try:
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text()
