"""The HTML pages, as thin as the API: find, call one verb, show."""
