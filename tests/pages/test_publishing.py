"""The pages of corrections, of what is agreed ad referendum, and of what is new."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import CONVENTION, Cast
from treaty_drafts import agreement, record, rolling
from treaty_drafts.models import Agreement, LastLook, RollingText

from ..factories import NOON
from .test_consolidate import hidden

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def client(cast: Cast, name: str) -> Client:
    found = Client()
    found.force_login(cast.users[name])
    return found


def words(page: str) -> str:
    """The words of a page, one space between them."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_correction_is_chosen_looked_at_stored_and_published(cast: Cast) -> None:
    address = reverse("correct", kwargs={"pk": cast.instrument.pk})
    key = str(cast.provision("art_1").pk)
    secretariat = client(cast, "secretariat")
    page = secretariat.get(address).content.decode()
    assert page.count('name="p"') == cast.state("art_1").rolling_text.provisions.count()
    assert "As it should read" not in page
    page = secretariat.get(address, {"p": key}).content.decode()
    assert f'name="text-{key}"' in page
    now = cast.state("art_1").base.replace("networks quiet", "all networks quiet").replace("\n", "\r\n")
    refused = secretariat.post(address, {"step": "preview", f"text-{key}": now})
    assert refused.status_code == 400
    assert "Say why Article 1 is corrected" in words(refused.content.decode())
    assert "all networks quiet" in refused.content.decode()
    sent = {"step": "preview", f"text-{key}": now, f"because-{key}": "A <slip>."}
    page = secretariat.post(address, sent).content.decode()
    assert "Rev.1/Corr.1 would correct Rev.1 in 1 place. Nothing is stored yet." in words(page)
    assert "Article 1, line 4keep networkskeep all networksA &lt;slip&gt;." in words(page)  # the cells of one row
    assert "Publish it as" not in page
    assert RollingText.objects.count() == 1
    carried = {**sent, "text_hash": hidden(page)["text_hash"][0]}
    assert secretariat.post(address, {**carried, "step": "save"})["Location"] == reverse(
        "consolidate", kwargs={"pk": cast.instrument.pk}
    )
    chair = client(cast, "chair")
    page = chair.get(reverse("consolidate", kwargs={"pk": cast.instrument.pk})).content.decode()
    assert "A correction. Prepared" in words(page)
    stored = RollingText.objects.get(number=None)
    chair.post(reverse("publish", kwargs={"pk": stored.pk}), {"confirm": "yes"})
    text = rolling.current(cast.instrument)
    assert text
    assert (text.label, text.text) == ("Rev.1/Corr.1", CONVENTION.replace("networks quiet.", "all networks quiet."))
    page = client(cast, "observer").get(reverse("negotiation", kwargs={"slug": "quiet"})).content.decode()
    assert "What Rev.1/Corr.1 corrects (1)" in words(page)
    assert "published Rev.1/Corr.1, correcting Article 1" in words(page)


def test_a_correction_that_was_overtaken_keeps_what_was_written(cast: Cast) -> None:
    address = reverse("correct", kwargs={"pk": cast.instrument.pk})
    key = str(cast.provision("art_1").pk)
    chair = client(cast, "chair")
    now = cast.state("art_1").base.replace("networks quiet", "all networks quiet")
    sent = {f"text-{key}": now, f"because-{key}": "A slip."}
    assert chair.post(address, {**sent, "step": "publish", "confirm": "yes", "text_hash": "another"}).status_code == 409
    assert RollingText.objects.count() == 1
    chair.post(address, {**sent, "step": "publish", "confirm": "yes"})
    answer = chair.post(address, {**sent, "step": "publish", "confirm": "yes"})
    assert answer.status_code == 409
    assert "Nothing is corrected: these are the words of Rev.1/Corr.1" in words(answer.content.decode())
    assert "all networks quiet" in answer.content.decode()


def test_wordings_tabled_before_are_said_to_count(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    key = str(cast.provision("art_1").pk)
    sent = {f"text-{key}": cast.state("art_1").base.replace("The purpose", "A purpose"), f"because-{key}": "A slip."}
    client(cast, "chair").post(
        reverse("correct", kwargs={"pk": cast.instrument.pk}), {**sent, "step": "publish", "confirm": "yes"}
    )
    page = client(cast, "borvale").get(reverse("provision", kwargs={"pk": key})).content.decode()
    assert "tabled before the correction of this text; it counts" in words(page)
    assert "tabled on another text" not in page
    assert "Corrected here: A slip." in words(page)
    page = client(cast, "chair").get(reverse("consolidate", kwargs={"pk": cast.instrument.pk})).content.decode()
    assert "Ardenia, version 1 tabled before the correction; it counts" in words(page)


def test_a_provision_is_agreed_and_reopened_on_its_page(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    key = cast.provision("art_1").pk
    address, chair = reverse("provision", kwargs={"pk": key}), client(cast, "chair")
    page = chair.get(address).content.decode()
    sent = {"state": hidden(page)["state"][0], "reserved_by": "BRV"}
    chair.post(reverse("agree", kwargs={"pk": key}), sent)
    assert Agreement.objects.count() == 0
    chair.post(reverse("agree", kwargs={"pk": key}), {**sent, "confirm": "yes"})
    assert Agreement.objects.get().reserved_by == cast.delegation("BRV")
    page = client(cast, "ardenia").get(address).content.decode()
    assert "Agreed ad referendum, no. 3 in the record" in words(page)
    assert "Borvale reserves its position" in words(page)
    assert "kept aside until the provision is reopened" in words(page)
    page = client(cast, "ardenia").get(reverse("negotiation", kwargs={"slug": "quiet"})).content.decode()
    assert "Purpose agreed ad referendum" in words(page)
    assert "kept aside: ARD" in words(page)
    page = chair.get(reverse("consolidate", kwargs={"pk": cast.instrument.pk})).content.decode()
    assert "1 wording on the table kept aside: Ardenia." in words(page)
    assert "No wordings are on the table against Rev.1." in words(page)
    draft = cast.draft("borvale", "art_1", cast.state("art_1").base.replace("quiet", "calm"))
    tabling = client(cast, "borvale").get(reverse("tabling", kwargs={"pk": draft.pk}))
    assert tabling.status_code == 409
    assert "Article 1 is agreed ad referendum: ask the chair to reopen it" in words(tabling.content.decode())
    chair.post(reverse("reopen", kwargs={"pk": key}), {"because": ""})
    assert Agreement.objects.get().reopened_at is None
    chair.post(reverse("reopen", kwargs={"pk": key}), {"because": "A capital asked."})
    page = client(cast, "ardenia").get(address).content.decode()
    assert "Reopened, no. 4 in the record: A capital asked." in words(page)
    assert "kept aside" not in page


def test_open_brackets_are_refused_on_the_page(cast: Cast) -> None:
    key, chair = cast.provision("art_2").pk, client(cast, "chair")
    sent = {"state": cast.state("art_2").pk, "confirm": "yes"}
    answer = chair.post(reverse("agree", kwargs={"pk": key}), sent, follow=True)
    assert "Not marked: Article 2 has 2 open brackets: agreed text has none." in words(answer.content.decode())


def test_an_unadmitted_observer_sees_no_agreement(cast: Cast) -> None:
    agreement.agree(state=cast.state("art_1"), by=cast.seat("chair"), at=NOON)
    observer = client(cast, "observer")
    for address in (
        reverse("provision", kwargs={"pk": cast.provision("art_1").pk}),
        reverse("negotiation", kwargs={"slug": "quiet"}),
        reverse("record", kwargs={"slug": "quiet"}),
    ):
        assert "ad referendum" not in observer.get(address).content.decode()


def test_looking_marks_nothing_and_marking_is_deliberate(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    borvale, address = client(cast, "borvale"), reverse("negotiation", kwargs={"slug": "quiet"})
    page = borvale.get(address).content.decode()
    assert "The latest in the record" in page
    assert "Ardenia tabled version 1 on Article 1" in words(page)
    assert LastLook.objects.count() == 0
    read = reverse("news-read", kwargs={"slug": "quiet"})
    for wrong in ({}, {"upto": "x"}, {"upto": "²"}, {"upto": "9" * 30}):
        assert borvale.post(read, wrong)["Location"] == address
    assert LastLook.objects.count() == 0
    assert borvale.post(read, {"upto": hidden(page)["upto"][0]})["Location"] == address
    assert LastLook.objects.get().sequence == 2
    page = words(borvale.get(address).content.decode())
    assert "New since you last looked Nothing since no. 2 in the record." in page
    assert "Ardenia tabled version 1 on Article 1" in words(client(cast, "chair").get(address).content.decode())


def test_the_record_is_read_page_by_page(cast: Cast) -> None:
    for n in range(60):
        record.add(negotiation=cast.negotiation, act="noted", at=NOON, by="ARD", what={"n": n})
    address, borvale = reverse("record", kwargs={"slug": "quiet"}), client(cast, "borvale")
    first, second = (borvale.get(address, {"page": n}).content.decode() for n in (1, 2))
    assert re.findall(r'id="no-(\d+)"', first) == [str(n) for n in range(61, 11, -1)]
    assert re.findall(r'id="no-(\d+)"', second) == [str(n) for n in range(11, 0, -1)]
    assert "Page 2 of 2" in second


def test_one_persons_reading_changes_no_byte_for_another(cast: Cast) -> None:
    cast.table("ardenia", "art_1", cast.state("art_1").base.replace("quiet", "silent"))
    addresses = [
        reverse(name, kwargs={"slug": "quiet"}) for name in ("api-news", "api-record", "record", "negotiation")
    ]

    def seen() -> list[bytes]:
        tokens = rb'csrfmiddlewaretoken" value="[^"]*'
        return [re.sub(tokens, b"", client(cast, "borvale").get(a).content) for a in addresses]

    before = seen()
    client(cast, "ardenia").post(reverse("news-read", kwargs={"slug": "quiet"}), {"upto": 2})
    cast.draft("ardenia", "art_3", "Article 3\n\nA private word.")
    assert LastLook.objects.count() == 1
    assert seen() == before
