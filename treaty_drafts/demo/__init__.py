"""The demo negotiation: an invented convention, invented delegations, told through the same verbs that people use."""
