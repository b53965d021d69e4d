"""How well the two watched topics are recognised: `python -m bench.topics [FOLDER]`, ../shared/labels by default."""

import json
import sys
from pathlib import Path

from treaty_drafts.text import DEFAULT, topics_of


def main(folder: Path) -> None:
    file = folder / "topics.jsonl"
    if not file.is_file():
        print(f"LEFT OUT: no labels at {file}", file=sys.stderr)
        return
    rows = [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
    for topic in DEFAULT:
        right = wrong = missed = needed = 0
        for row in rows:
            found, must, may = topic.id in topics_of(row["text"]), topic.id in row["must"], topic.id in row["may"]
            right += found and (must or may)
            wrong += found and not (must or may)
            missed += must and not found
            needed += must
        precision, recall = right / max(1, right + wrong), 1 - missed / max(1, needed)
        print(f"{topic.id}: precision {precision:.2f}, recall {recall:.2f}, on {needed} of {len(rows)} passages")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "labels")
