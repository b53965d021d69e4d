"""The ASGI application: `uvicorn treaty_drafts.project.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treaty_drafts.project.settings")

application = get_asgi_application()
