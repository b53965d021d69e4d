"""How the interface describes itself: the first sentence of a view's docstring is the summary of its operation."""

from drf_spectacular.openapi import AutoSchema


class Described(AutoSchema):
    def get_summary(self) -> str:
        return self.get_description().split("\n")[0].rstrip(".")
