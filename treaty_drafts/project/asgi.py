"""The ASGI application: `uvicorn treaty_drafts.project.asgi:application`."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "treaty_drafts.project.settings")

# whitenoise reads files synchronously, and Django says so for each
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

pages = get_asgi_application()  # before what follows: it loads the models

from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path, re_path  # noqa: E402

from treaty_drafts.live.consumer import DraftConsumer, nowhere  # noqa: E402

sockets = URLRouter([path("live/drafts/<uuid:pk>/", DraftConsumer.as_asgi()), re_path("", nowhere)])  # type: ignore[arg-type]  # sockets are no views
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
