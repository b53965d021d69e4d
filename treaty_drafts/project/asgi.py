"""The ASGI application: `uvicorn treaty_drafts.project.asgi:application`."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treaty_drafts.project.settings")

# whitenoise reads files synchronously, and Django says so for each
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

application = get_asgi_application()
