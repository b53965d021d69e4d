"""What happens on the floor after the demo's last round: everything but new rounds of wordings."""

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from positions import stating

from .. import access, agreement, behalf, drafting, packages, paragraphs, rolling, sponsoring, tabling
from ..models import Draft, Version

if TYPE_CHECKING:
    from .story import Story


def edited(text: str, told: dict[str, Any]) -> str:
    """`text` with the edits that are told."""
    for edit in told.get("edits", ()):
        if text.count(edit["find"]) != 1:
            raise ValueError(f"{told['provision']}: {edit['find']!r} does not stand there once")
        text = text.replace(edit["find"], edit["replace"])
    return text


class Floor:
    """Told with the cast and the clock of the story."""

    def __init__(self, story: "Story") -> None:
        self.story, self.seats = story, story.seats
        self.told = tomllib.loads((Path(__file__).parent / "floor.toml").read_text())

    def tell(self) -> None:
        for told in self.told["stance"]:
            self.stance(told)
        self.package(self.told["package"])
        for told in self.told["sponsor"]:
            self.sponsor(told)
        self.chair(self.told["chair"])
        self.agree(self.told["agreement"])
        self.hand_in(self.told["handed_in"])
        for told in self.told["position"]:
            stating.state(
                version=self.version(told["of"], told["provision"]), delegation=self.story.delegations[told["delegation"]],
                stance=told["stance"], statement=told.get("statement", ""), by=self.seats[told["delegation"]],
                at=self.story.later(),
            )  # fmt: skip

    def version(self, code: str, provision: str) -> Version:
        of = self.story.provision(provision)
        tabled = rolling.standing(self.story.instrument, [of])[str(of.pk)]
        return next(t.version for t in tabled if t.proposal.delegation.code == code)

    def stance(self, told: dict[str, Any]) -> None:
        draft, seat = self.story.draft(told), self.seats[told["delegation"]]
        on = next(p for p in paragraphs.paragraphs(rolling.base_of(draft.base)) if p.cited == told["on"])
        draft = drafting.edit(
            draft=draft, edition=draft.edition, by=seat, at=self.story.later(), note=told["note"],
            stances=[{"stance": told["stance"], "start": on.start}],
        )  # fmt: skip
        tabling.table(draft=draft, edition=draft.edition, by=seat, at=self.story.later())

    def package(self, told: dict[str, Any]) -> None:
        drafts = []
        for one in told["draft"]:
            draft = self.story.draft(one | {"delegation": told["delegation"]})
            self.story.words(draft, one | {"delegation": told["delegation"]})
            drafts.append((draft, draft.edition + 1))
        packages.table(
            drafts=drafts,
            title=told["title"],
            note=told["note"],
            by=self.seats[told["delegation"]],
            at=self.story.later(),
        )

    def sponsor(self, told: dict[str, Any]) -> None:
        version = self.version(told["of"], told["provision"])
        asked = sponsoring.ask(
            proposal=version.proposal, delegation=self.story.delegations[told["delegation"]],
            by=self.seats[told["delegation"]], at=self.story.later(),
        )  # fmt: skip
        if not told.get("asks"):
            sponsoring.agree(sponsorship=asked, version=version.pk, by=self.seats[told["of"]], at=self.story.later())

    def chair(self, told: dict[str, Any]) -> None:
        office = drafting.office(self.seats["chair"])
        seat = access.seat(self.seats["chair"].user, self.story.negotiation)
        assert seat
        draft: Draft = drafting.open_draft(
            instrument=self.story.instrument, delegation=office, kind="amend", by=seat, at=self.story.later(),
            provision=self.story.provision(told["provision"]), authorship=told["authorship"],
        )  # fmt: skip
        text = edited(draft.text, told)
        draft = drafting.edit(draft=draft, edition=1, by=seat, at=self.story.later(), text=text, note=told["note"])
        tabling.table(draft=draft, edition=draft.edition, by=seat, at=self.story.later())

    def agree(self, told: dict[str, Any]) -> None:
        state = rolling.state(self.story.provision(told["provision"]))
        assert state
        agreement.agree(state=state, reserved_by=told["reserved_by"], by=self.seats["chair"], at=self.story.later())

    def hand_in(self, told: dict[str, Any]) -> None:
        provision = self.story.provision(told["provision"])
        behalf.enter(
            instrument=self.story.instrument, delegation=self.story.delegations[told["delegation"]], kind="amend",
            text=edited(rolling.base_of(rolling.state(provision)), told), note=told["note"], provision=provision,
            by=self.seats["secretariat"], at=self.story.later(),
        )  # fmt: skip
