"""Whether a request comes from a page of this site: the exact origin, or none."""

from collections.abc import Mapping

from django.conf import settings
from django.http.request import validate_host


def ours(headers: Mapping[bytes, bytes]) -> bool:
    """Scheme, name and port of the Origin must be those that the site is asked under, or be listed; nothing is guessed."""
    try:
        origin, host = headers[b"origin"].decode("ascii"), headers[b"host"].decode("ascii")
    except (KeyError, UnicodeDecodeError):
        return False
    if origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    scheme = "https" if settings.HTTPS else "http"
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return origin == f"{scheme}://{host}" and validate_host(name.lower(), settings.ALLOWED_HOSTS)
