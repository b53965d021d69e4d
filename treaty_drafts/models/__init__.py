"""Facts. What is done with them is in the verbs; who may do it is in `access`."""

from .anchor import Anchor, SetAside, Side, Tag
from .export import Export, ExportState
from .instrument import Instrument, Provision
from .negotiation import Delegation, Membership, Negotiation, Role
from .proposal import Draft, Proposal, ProposalKind, Version
from .record import Entry
from .rolling_text import RollingProvision, RollingText, Source, hash_of

__all__ = [
    "Anchor",
    "Delegation",
    "Draft",
    "Entry",
    "Export",
    "ExportState",
    "Instrument",
    "Membership",
    "Negotiation",
    "Proposal",
    "ProposalKind",
    "Provision",
    "Role",
    "RollingProvision",
    "RollingText",
    "SetAside",
    "Side",
    "Source",
    "Tag",
    "Version",
    "hash_of",
]
