"""The REST interface: find what the person may see, check what was sent, call one verb, answer."""
