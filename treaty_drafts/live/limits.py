"""How fast one person may send, whatever the connection; by person, as hundreds share one conference address."""

from collections import defaultdict
from dataclasses import dataclass, field
from time import monotonic

from .refusals import Code, NotTaken

CONNECTIONS = 30  # of one person, to one process
AT_ONCE, A_SECOND = 120, 30  # messages
BYTES_AT_ONCE, BYTES_A_SECOND = 8_000_000, 2_000_000


@dataclass(slots=True)
class Bucket:
    """What is left of an allowance that fills up by `a_second`, up to `most`."""

    most: float
    a_second: float
    left: float = 0
    at: float = field(default_factory=monotonic)

    def __post_init__(self) -> None:
        self.left = self.most

    def wait(self, amount: float, now: float) -> float:
        """Seconds until `amount` is there; it is taken where that is none."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < amount:
            return (amount - self.left) / self.a_second
        self.left -= amount
        return 0


class Allowance:
    """The allowances of everybody at a process."""

    def __init__(self) -> None:
        self._messages: dict[int, Bucket] = defaultdict(lambda: Bucket(AT_ONCE, A_SECOND))
        self._bytes: dict[int, Bucket] = defaultdict(lambda: Bucket(BYTES_AT_ONCE, BYTES_A_SECOND))

    def spend(self, user: int, size: int) -> None:
        """Take one message of `size` bytes from a person's allowance. Raises `NotTaken` where there is none left."""
        now = monotonic()
        wait = self._messages[user].wait(1, now) or self._bytes[user].wait(size, now)
        if wait:
            what = "too much at once: what you type is kept, and sent in a moment"
            raise NotTaken(Code.TOO_FAST, what, retry_after=round(wait + 0.05, 2))

    def forget(self, user: int) -> None:
        """Drop what is full again anyway, when a person has gone."""
        now = monotonic()
        for buckets in (self._messages, self._bytes):
            bucket = buckets.get(user)
            if bucket and bucket.wait(0, now) == 0 and bucket.left == bucket.most:
                del buckets[user]
