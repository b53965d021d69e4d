"""The rolling text, revision by revision, and what each of its provisions was consolidated from."""

import hashlib
import uuid

from django.conf import settings
from django.db import models

from .instrument import Instrument, Provision


class RollingText(models.Model):
    """One revision of the bracketed text. Without a number it is not published: the chair's and the secretariat's.

    Corrected, it is stored once more as its Corr.1: the same number, `correction` counted from 1, `superseding` the text
    that it corrects. What was published stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="rolling_texts")
    number = models.PositiveIntegerField(null=True, blank=True)
    correction = models.PositiveIntegerField(default=0, help_text="the number of the Corr.; 0 for a revision itself")
    symbol = models.CharField(max_length=100, blank=True)
    session = models.CharField(max_length=200, blank=True)
    date = models.DateField()
    original_language = models.CharField(max_length=50, default="English")
    source = models.CharField(max_length=200)  # "imported from convention.txt", "consolidated from 26 versions"
    text_hash = models.CharField(max_length=64)
    prepared_at = models.DateTimeField()
    prepared_sequence = models.PositiveIntegerField(default=0, help_text="how far the record had come")
    imported = models.BooleanField(default=False)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled = models.JSONField(default=list, blank=True)  # ids of the settled points that were printed in it
    published_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    superseding = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta:
        ordering = (models.F("number").desc(nulls_first=True), "-correction", "-prepared_at")
        constraints = (
            models.UniqueConstraint(fields=("instrument", "number", "correction"), name="one_revision_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(number__isnull=True, published_at__isnull=True, sequence__isnull=True)
                | models.Q(number__isnull=False, published_at__isnull=False, sequence__isnull=False),
                name="numbered_when_published",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name of the revision as it is printed."""
        corrected = f"/Corr.{self.correction}" if self.correction else ""
        return f"Rev.{self.number}{corrected}" if self.number is not None else "unpublished"

    @property
    def called(self) -> str:
        """How a sentence names the revision."""
        return self.label if self.number is not None else "the prepared revision"

    @property
    def published(self) -> bool:
        return self.number is not None

    @property
    def consolidated(self) -> bool:
        """Whether it was made of what is on the table, and neither imported nor a correction."""
        return bool(self.prepared_sequence) and not self.imported and not self.correction

    @property
    def text(self) -> str:
        """The whole text, every character of it; `text_hash` is its SHA-256 in UTF-8."""
        return "".join(p.text + p.separator for p in self.provisions.all())


class RollingProvision(models.Model):
    """A provision as it stands in one revision.

    `text` is what is printed, brackets and all; `base` is the wording that proposals are measured against, the same
    as `text` unless the chair has consolidated proposals here. `collation` is the structure that `text` was written
    from. `separator` is the white space behind the provision. In a correction, `note` is the reason for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rolling_text = models.ForeignKey(RollingText, models.CASCADE, related_name="provisions")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="states")
    position = models.PositiveIntegerField()
    eid = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=30, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    separator = models.TextField(blank=True)
    base = models.TextField(blank=True)
    collation = models.JSONField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("rolling_text", "position"), name="one_provision_at_a_position"),
            models.UniqueConstraint(fields=("rolling_text", "provision"), name="a_provision_once_in_a_revision"),
            models.UniqueConstraint(fields=("rolling_text", "eid"), name="an_eid_once_in_a_revision"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """How the provision is cited: "Article 7", "preambular paragraph 3"."""
        names = {"article": "Article", "chapter": "Chapter", "part": "Part", "paragraph": "paragraph"}
        if self.kind == "preambular":
            return f"preambular paragraph {self.number}" if self.number else "enacting words"
        if self.eid in ("front", "preamble"):
            return {"front": "title", "preamble": "preamble"}[self.eid]
        return f"{names.get(self.kind, self.kind)} {self.number}".strip()


class Source(models.Model):
    """A tabled version that went into a provision of a revision, named by its hash as it was then."""

    rolling_provision = models.ForeignKey(RollingProvision, models.CASCADE, related_name="sources")
    version = models.ForeignKey("treaty_drafts.Version", models.PROTECT, related_name="consolidated_in")
    text_hash = models.CharField(max_length=64)
    taken = models.BooleanField(default=False, help_text="the chair took this wording as the new text")

    class Meta:
        ordering = ("pk",)


def hash_of(text: str) -> str:
    """SHA-256 of `text` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
