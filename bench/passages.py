"""How well the watched topics are recognised in our own passages: `python -m bench.passages FILE...`, with the misses."""

import sys
from pathlib import Path

from treaty_drafts.text import topics_of

TOPICS = {"A": "attribution", "D": "data_sovereignty"}


def main(file: Path) -> None:
    rows = [line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    for letter, topic in TOPICS.items():
        judged = [(letter in letters, topic in topics_of(text), text) for letters, text in rows]
        for half, some in (("", judged), (", odd", judged[::2]), (", even", judged[1::2])):
            right = sum(meant and found for meant, found, _ in some)
            found_, meant_ = sum(f for _, f, _ in some), sum(m for m, _, _ in some)
            shown = f"precision {right / max(1, found_):.3f}, recall {right / max(1, meant_):.3f}"
            print(f"{file.stem}{half} {topic}: {shown}, on {meant_} of {len(some)}")
        for meant, found, text in judged:
            if meant != found:
                print(f"  {'missed' if meant else 'false '} {text}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
