"""Fixtures for all tests. The corpus is read where TREATY_SHARED points, `../shared` by default."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings

from . import factories

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TREATY_SHARED") or ROOT.parent / "shared")

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=10_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Quick passwords, and static files straight from where they are built: there is no `collectstatic` here."""
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django_settings.WHITENOISE_USE_FINDERS = django_settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real texts; tests that need it are left out, loudly, where it is missing."""
    folder = SHARED / "corpus"
    if not folder.is_dir():
        pytest.skip(f"LEFT OUT: no corpus at {folder}")
    return folder


@pytest.fixture
def cast(db: None) -> factories.Cast:
    return factories.cast()


@pytest.fixture
def empty_cast(db: None) -> factories.Cast:
    return factories.cast(text="")


@pytest.fixture
def worker(transactional_db: None) -> Iterator[None]:
    """A real Celery worker on the test database, where Redis is there; nothing in the embedded default."""
    if django_settings.EMBEDDED:
        yield
        return
    database = connection.settings_dict
    address = (
        f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "treaty_drafts.project",
        "worker",
        "--pool=solo",
        "--loglevel=WARNING",
    ]
    with subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address}) as process:
        yield
        process.terminate()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """On SQLite a file, not memory: background threads open connections of their own."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
