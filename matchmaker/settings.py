"""The settings for those who may not know Flask (services, adapters): filled once by create_app."""

from typing import Any

settings: dict[str, Any] = {}
