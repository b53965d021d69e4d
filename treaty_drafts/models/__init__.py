"""Facts. What is done with them is in the verbs; who may do it is in `access`."""

from .agreement import Agreement
from .anchor import Anchor, SetAside, Side, Tag
from .comment import Comment
from .drafting_room import DraftingRoom
from .export import Export, ExportState
from .instrument import Instrument, Provision
from .last_look import LastLook
from .live import Checkpoint, DraftClient, DraftSnapshot, DraftUpdate, Presence
from .negotiation import Delegation, Membership, Negotiation, Role, name_of
from .own_topic import OwnTopic
from .proposal import Authorship, Draft, OnParagraph, Package, Proposal, ProposalKind, Version
from .record import Entry
from .rolling_text import RollingProvision, RollingText, Source, hash_of
from .settlement import Carried, Settlement
from .sharing import Sharing
from .sponsorship import HandedIn, Sponsorship
from .watch import Watch

__all__ = [
    "Agreement",
    "Anchor",
    "Authorship",
    "Carried",
    "Checkpoint",
    "Comment",
    "Delegation",
    "Draft",
    "DraftClient",
    "DraftSnapshot",
    "DraftUpdate",
    "DraftingRoom",
    "Entry",
    "Export",
    "ExportState",
    "HandedIn",
    "Instrument",
    "LastLook",
    "Membership",
    "Negotiation",
    "OnParagraph",
    "OwnTopic",
    "Package",
    "Presence",
    "Proposal",
    "ProposalKind",
    "Provision",
    "Role",
    "RollingProvision",
    "RollingText",
    "SetAside",
    "Settlement",
    "Sharing",
    "Side",
    "Source",
    "Sponsorship",
    "Tag",
    "Version",
    "Watch",
    "hash_of",
    "name_of",
]
