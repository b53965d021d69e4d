"""The Celery application: `celery -A treaty_drafts.project worker --beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treaty_drafts.project.settings")

app = Celery("treaty_drafts")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
