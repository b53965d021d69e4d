"""Bad input by the interface: one clear message that names field and place, nothing half stored."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from tests.factories import CONVENTION, Cast
from treaty_drafts.models import Draft, Entry, Export, RollingText, Version

from .conftest import problem

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def upload(client: APIClient, cast: Cast, data: bytes, **more: Any) -> Any:
    sent = {"file": SimpleUploadedFile("text.txt", data), **more}
    return client.post(f"/api/instruments/{cast.instrument.pk}/rolling-texts/", sent, format="multipart")


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (b"", "the file is empty"),
        (b"GIF89a\x00\x01", "not a text: a zero character in line 1"),
        (b"Article 1\n\n\xff\xfe", "not UTF-8 text: byte 0xff in line 3"),
        (b"x" * 50_000_000, "the file is too large"),
    ],
)
def test_an_import_that_is_no_text(cast: Cast, api: Any, data: bytes, detail: str) -> None:
    found = problem(upload(api("secretariat"), cast, data), 400)
    assert found["detail"].startswith(detail)
    assert found["errors"][0]["field"] == "file"
    assert RollingText.objects.count() == Entry.objects.count() == 1


def test_an_import_without_a_file(cast: Cast, api: Any) -> None:
    answer = api("secretariat").post(f"/api/instruments/{cast.instrument.pk}/rolling-texts/", {}, format="multipart")
    assert problem(answer, 400)["errors"] == [{"field": "file", "message": "No file was submitted.", "place": ""}]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_byte_order_mark_and_windows_line_ends_are_no_obstacle(cast: Cast, api: Any, ends: str) -> None:
    text = CONVENTION.replace("\n", ends)
    answer = upload(api("secretariat"), cast, b"\xef\xbb\xbf" + text.encode())
    assert answer.status_code == 201
    assert RollingText.objects.get(pk=answer.json()["id"]).text == CONVENTION  # which stands already


def draft(cast: Cast, client: APIClient, **sent: Any) -> Any:
    return client.post(f"/api/instruments/{cast.instrument.pk}/drafts/", sent)


def test_fields_that_do_not_exist_are_named(cast: Cast, api: Any) -> None:
    found = problem(draft(cast, api("ardenia"), kind="amend", provision=str(cast.provision("art_1").pk), text="x"), 400)
    assert found["errors"] == [{"field": "text", "message": "there is no such field", "place": ""}]
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "rewrite"}, "kind"),
        ({"kind": "amend", "provision": "no id"}, "provision"),
        ({"kind": "amend"}, "provision"),
        ({"kind": "insert"}, "after"),
        ({"kind": "amend", "provision": str(uuid4())}, "provision"),
    ],
)
def test_a_draft_of_nothing(cast: Cast, api: Any, sent: dict[str, Any], field: str) -> None:
    assert problem(draft(cast, api("ardenia"), **sent), 400)["errors"][0]["field"] == field
    assert not Draft.objects.exists()


def test_a_second_draft_of_the_same_provision(cast: Cast, api: Any) -> None:
    sent = {"kind": "amend", "provision": str(cast.provision("art_1").pk)}
    assert draft(cast, api("ardenia"), **sent).status_code == 201
    assert (
        problem(draft(cast, api("ardenia"), **sent), 400)["detail"]
        == "Ardenia has a draft on this provision already: go on with it, or discard it first"
    )


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "x" * 200_001])
def test_words_that_cannot_be_stored(cast: Cast, api: Any, text: str) -> None:
    made = cast.draft("ardenia", "art_1")
    body = (
        f'{{"edition": 1, "text": "{text}"}}'.encode("utf-8", "surrogatepass")
        if "\ud800" not in text
        else b'{"edition": 1, "text": "a\\ud800b"}'
    )
    body = b'{"edition": 1, "text": "a\\u0000b"}' if "\0" in text else body
    answer = api("ardenia").generic("PATCH", f"/api/drafts/{made.pk}/", body, content_type="application/json")
    assert problem(answer, 400)["errors"][0]["field"] == "text"
    made.refresh_from_db()
    assert (made.text, made.edition) == (cast.state("art_1").base, 1)


def test_a_body_that_is_no_json(cast: Cast, api: Any) -> None:
    made = cast.draft("ardenia", "art_1")
    answer = api("ardenia").generic("PATCH", f"/api/drafts/{made.pk}/", b"{nonsense", content_type="application/json")
    problem(answer, 400)


def test_white_space_at_the_edges_is_kept(cast: Cast, api: Any) -> None:
    made = cast.draft("ardenia", "art_1")
    answer = api("ardenia").patch(f"/api/drafts/{made.pk}/", {"edition": 1, "text": "  Words. \n"})
    assert answer.json()["text"] == "  Words. \n"


def test_a_lost_session_in_the_middle_of_a_draft(cast: Cast, api: Any) -> None:
    made = cast.draft("ardenia", "art_1")
    client = api("ardenia")
    client.session.flush()
    answer = client.patch(f"/api/drafts/{made.pk}/", {"edition": 1, "text": "Lost."})
    assert "Nothing was saved" in problem(answer, 401)["detail"]
    made.refresh_from_db()
    assert made.text != "Lost."


def test_a_draft_saved_by_somebody_else(cast: Cast, api: Any) -> None:
    made = cast.draft("ardenia", "art_1", "Article 1\n\nFirst.")
    found = problem(api("ardenia").patch(f"/api/drafts/{made.pk}/", {"edition": 1, "text": "Second."}), 409)
    assert found["errors"] == [{"field": "edition", "message": "is 1, the last one is 2", "place": ""}]


def test_tabling_what_says_nothing_new(cast: Cast, api: Any) -> None:
    made = cast.draft("ardenia", "art_1")
    problem(api("ardenia").get(f"/api/drafts/{made.pk}/preview/"), 409)
    problem(api("ardenia").post(f"/api/drafts/{made.pk}/table/", {"edition": 1}), 409)
    assert not Version.objects.exists()


def test_a_version_that_is_gone(cast: Cast, api: Any) -> None:
    problem(api("ardenia").get(f"/api/versions/{uuid4()}/"), 404)
    side = f"version:{uuid4()}"
    problem(api("ardenia").get(f"/api/instruments/{cast.instrument.pk}/compare/", {"before": side, "after": side}), 404)
    answer = api("ardenia").get(
        f"/api/instruments/{cast.instrument.pk}/compare/", {"before": "version:7", "after": side}
    )
    assert problem(answer, 400)["errors"][0]["field"] == "before"


def test_an_export_of_nothing(cast: Cast, api: Any) -> None:
    text = RollingText.objects.get()
    answer = api("ardenia").post(f"/api/rolling-texts/{text.pk}/exports/", {"format": "docx", "provisions": ["art_99"]})
    assert problem(answer, 400)["errors"] == [
        {"field": "provisions", "message": "not in this revision", "place": "art_99"}
    ]
    assert not Export.objects.exists()


def test_a_consolidation_with_a_version_of_another_provision(cast: Cast, api: Any) -> None:
    version = cast.table("ardenia", "art_1", kind="delete")
    choices = [{"provision": str(cast.provision("art_2").pk), "taken": str(version.pk)}]
    answer = api("chair").post(f"/api/instruments/{cast.instrument.pk}/consolidate/preview/", {"choices": choices})
    assert problem(answer, 400)["errors"][0]["field"] == "choices"


def test_an_address_that_leads_nowhere(api: Any) -> None:
    nowhere, nothing = api("ardenia").get("/api/nowhere/"), api("ardenia").get(f"/api/versions/{uuid4()}/")
    assert problem(nowhere, 404) == problem(nothing, 404)
