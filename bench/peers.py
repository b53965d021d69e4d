"""The peers, in an environment of their own: a task as JSON on standard input, seconds and result on standard output.

Run by `bench.collation` with the interpreter of the peers' environment; it imports nothing of this project.
"""

import difflib
import json
import sys
import time


def collatex(task):
    from collatex import Collation, collate

    collation = Collation()
    for siglum, text in task["texts"].items():
        collation.add_plain_witness(siglum, text)
    table = collate(collation, segmentation=False)
    sites = inside = 0
    for column in table.columns:
        readings = {
            " ".join(t.token_string.strip() for t in column.tokens_per_witness.get(s, [])) for s in task["texts"]
        }
        sites += len(readings) > 1 and not inside
        inside = len(readings) > 1
    return sites


def difflib_words(task):
    matcher = difflib.SequenceMatcher(None, task["a"].split(), task["b"].split(), autojunk=False)
    return sum(tag != "equal" for tag, *_ in matcher.get_opcodes())


def redlines(task):
    from redlines import Redlines

    return Redlines(task["a"], task["b"]).output_markdown.count("<span")


def htmldiff(task):
    from lxml.html.diff import htmldiff as diff

    return diff(*(page(task[k]) for k in "ab")).count("<ins>")


def xmldiff(task):
    from xmldiff import main

    return len(main.diff_texts(page(task["a"]), page(task["b"])))


def page(text):
    return "<div>" + "".join(f"<p>{p}</p>" for p in text.split("\n\n")) + "</div>"


def merge3(task):
    import merge3 as m

    merged = m.Merge3(*(task[k].split(" ") for k in ("old", "new", "mine")))
    return sum(g[0] == "conflict" for g in merged.merge_groups()), " ".join(merged.merge_lines(start_marker="<<<"))


def patching(task):
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    text, done = engine.patch_apply(engine.patch_make(task["old"], task["mine"]), task["new"])
    return sum(not d for d in done), text


def main():
    peer = globals()[sys.argv[1]]
    for line in sys.stdin:
        task = json.loads(line)
        start = time.process_time()
        found = peer(task)
        print(json.dumps({"seconds": time.process_time() - start, "found": found}), flush=True)


if __name__ == "__main__":
    main()
