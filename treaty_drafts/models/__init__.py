"""Facts. What is done with them is in the verbs; who may do it is in `access`."""

from .agreement import Agreement
from .export import Export, ExportState
from .instrument import Instrument, Provision
from .last_look import LastLook
from .negotiation import Delegation, Membership, Negotiation, Role
from .proposal import Draft, Proposal, ProposalKind, Version
from .record import Entry
from .rolling_text import RollingProvision, RollingText, Source, hash_of

__all__ = [
    "Agreement",
    "Delegation",
    "Draft",
    "Entry",
    "Export",
    "ExportState",
    "Instrument",
    "LastLook",
    "Membership",
    "Negotiation",
    "Proposal",
    "ProposalKind",
    "Provision",
    "Role",
    "RollingProvision",
    "RollingText",
    "Source",
    "Version",
    "hash_of",
]
