"""The wiring: settings, addresses, ASGI, Celery. Nothing else imports it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
