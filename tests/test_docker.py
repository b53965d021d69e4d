"""The compose file, as far as it can be checked without an engine: it is read, and what it names exists."""

import importlib
import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker" / "compose.yml").read_text())


def test_the_services_of_production() -> None:
    assert set(COMPOSE["services"]) == {"migrate", "web", "worker", "beat", "postgres", "redis", "nginx"}
    for name in ("migrate", "web", "worker", "beat"):
        service = COMPOSE["services"][name]
        assert (ROOT / "docker" / service["build"]["context"] / service["build"]["dockerfile"]).is_file()
        assert {"DATABASE_URL", "REDIS_URL"} <= set(service["environment"])
        for dependency, wanted in service["depends_on"].items():
            waited_for = COMPOSE["services"][dependency]
            assert wanted["condition"] != "service_healthy" or "healthcheck" in waited_for


def test_several_web_processes_that_nginx_finds_by_their_name() -> None:
    web = COMPOSE["services"]["web"]
    assert web["deploy"]["replicas"] == 2
    assert "command" not in web
    assert "ports" not in web  # two could not have the same
    dockerfile = (ROOT / "docker" / "Dockerfile").read_text()
    assert "--workers" not in dockerfile
    assert re.findall(r"server web:(\d+)", (ROOT / "docker" / "nginx.conf").read_text()) == ["8000", "8000"]


def test_every_variable_is_in_the_example() -> None:
    example = (ROOT / "docker" / ".env.example").read_text()
    wanted = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker" / "compose.yml").read_text())) | {
        "SECRET_KEY",
        "ALLOWED_HOSTS",
    }
    assert {w for w in wanted if not re.search(rf"^{w}=", example, re.MULTILINE)} == set()


def test_what_is_mounted_copied_and_started_exists() -> None:
    assert (ROOT / "docker" / "nginx.conf").is_file()
    dockerfile = (ROOT / "docker" / "Dockerfile").read_text()
    for sources in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists(), source
    for module in ("treaty_drafts.project.asgi", "treaty_drafts.project.celery"):
        importlib.import_module(module)
