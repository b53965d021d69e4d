"""Private drafts, and the proposals and versions that come of them."""

import uuid

from django.conf import settings
from django.db import models

from .instrument import Instrument, Provision
from .negotiation import Delegation
from .rolling_text import RollingProvision


class ProposalKind(models.TextChoices):
    AMEND = "amend"
    INSERT = "insert"
    DELETE = "delete"
    STANCE = "stance"  # on paragraphs, without new words; what a version is, never what a draft is opened as


class OnParagraph(models.TextChoices):
    """What can be said of a paragraph without new words."""

    BRACKETS = "brackets", "put it in brackets"
    RESERVES = "reserves", "reserve our position on it"
    DELETES = "deletes", "delete it"


class Authorship(models.TextChoices):
    """What the chair calls a text; every one of them is without prejudice to the position of any delegation."""

    CHAIR = "chair", "Chair’s text"
    FACILITATOR = "facilitator", "Facilitator’s text"
    NON_PAPER = "non-paper", "Non-paper"


class Draft(models.Model):
    """A delegation's private text of a provision. `edition` counts its saved states, so that none is overwritten.

    `seq` is the last one in the log of its words; `beside_edition` the last edition that changed anything but words.
    `begins` is the seq beyond which its words are written in the document of now (see `live.anew`).
    `provision` is empty for a new provision, which comes into being when it is tabled; it would follow `after`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="drafts")
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=10, choices=ProposalKind)
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, blank=True, related_name="drafts")
    after = models.ForeignKey(Provision, models.CASCADE, null=True, blank=True, related_name="+")
    base = models.ForeignKey(RollingProvision, models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="tabled with the words")
    private_note = models.TextField(blank=True, help_text="for the delegation alone; never tabled")
    stances = models.JSONField(default=list, blank=True)  # of `paragraphs.Stance` on paragraphs of the base
    authorship = models.CharField(max_length=20, choices=Authorship, blank=True)
    cleared_edition = models.PositiveIntegerField(null=True, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    beside_edition = models.PositiveIntegerField(default=1)
    seq = models.PositiveIntegerField(default=0)
    begins = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-edited_at",)
        constraints = (
            models.UniqueConstraint(fields=("delegation", "provision"), name="one_draft_of_a_provision"),
            models.CheckConstraint(
                condition=models.Q(kind="insert") | models.Q(provision__isnull=False), name="only_insertions_are_new"
            ),
        )


class Package(models.Model):
    """Proposals that their delegation tabled together, and withdraws together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="packages")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="packages")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    sequence = models.PositiveIntegerField()

    class Meta:
        ordering = ("sequence",)

    def __str__(self) -> str:
        return self.title


class Proposal(models.Model):
    """What a delegation offers for one provision; its versions are what it said, one after the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="proposals")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="proposals")
    after = models.ForeignKey(Provision, models.PROTECT, null=True, blank=True, related_name="followed_by_proposals")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="proposals")
    package = models.ForeignKey(Package, models.PROTECT, null=True, blank=True, related_name="proposals")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_sequence = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("delegation__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("delegation", "provision"), condition=models.Q(withdrawn_at=None), name="one_standing_proposal"
            ),
        )


class Version(models.Model):
    """A proposal as it was tabled; never changed. `sequence` is its place in the record, `number` in the proposal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=ProposalKind)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    stances = models.JSONField(default=list, blank=True)  # of `paragraphs.Stance` on paragraphs of `base_text`
    authorship = models.CharField(max_length=20, choices=Authorship, blank=True)
    base = models.ForeignKey(RollingProvision, models.PROTECT, null=True, blank=True, related_name="versions")
    base_text = models.TextField(blank=True)
    base_had_moved = models.BooleanField(default=False, help_text="tabled knowing that the text had moved on")
    stood_hash = models.CharField(max_length=64, help_text="of the wording that stood when it was tabled")
    sequence = models.PositiveIntegerField()
    tabled_at = models.DateTimeField()
    tabled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("sequence",)
        constraints = (models.UniqueConstraint(fields=("proposal", "number"), name="one_version_of_a_number"),)

    @property
    def offers_words(self) -> bool:
        """Whether its text is a wording of the delegation's; not where all it does is bracket or reserve."""
        return self.kind != ProposalKind.STANCE or self.text != self.base_text

    @property
    def author(self) -> str:
        """Whose it is: a delegation's name, or what the chair calls the text."""
        return self.get_authorship_display() or self.proposal.delegation.name
