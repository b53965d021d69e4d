"""uvicorn with the settings of the tests: quick passwords, and static files as they are built."""

import os

import django
import uvicorn

os.environ["DJANGO_SETTINGS_MODULE"] = "treaty_drafts.project.settings"
django.setup()

from tests.conftest import pytest_configure  # noqa: E402  # it reads the settings

pytest_configure()
uvicorn.main()
