"""Bytes and documents: pure functions, the same bytes for the same document on every machine."""
