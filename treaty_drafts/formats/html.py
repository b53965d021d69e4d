"""One HTML file that needs nothing else: no script, no address but its own anchors, its stylesheet inside.

Every line of the source that has words is numbered and is an anchor, `#l12`; the numbers are drawn by the stylesheet,
so that copied text is free of them. Characters that HTML forbids are printed as U+FFFD.
"""

import re
from collections.abc import Iterator
from html import escape

from .document import Block, Document, Progress, Unresolved
from .layout import LANGUAGES, NOTHING_UNRESOLVED, UNRESOLVED, Line, Paragraph, Role, paragraphs, visible


def write(document: Document, *, progress: Progress = lambda *_: None) -> bytes:
    """The document as UTF-8 HTML: cover, provisions, unresolved points; `progress` hears of each block and of the end.

    A provision is a section with its eId as id; white space in an eId becomes `_`.
    """
    total = len(document.blocks) + 1
    language = LANGUAGES.get(document.original_language, "und")
    numbered = ' class="numbered"' * document.line_numbers
    written = [*_head(document), f'<main lang="{language}"{numbered}>']
    number = 1
    for done, block in enumerate(document.blocks, 1):
        written.append(f'<section id="{SPACE.sub("_", _escaped(block.eid))}">')
        for paragraph in paragraphs(block):
            written.append(_paragraph(block, paragraph, number))
            number += len(paragraph.lines)
        written.append("</section>")
        progress(done, total)
    written += ["</main>", *_unresolved(document.unresolved), "</body>", "</html>", ""]
    content = "\n".join(written).encode()
    progress(total, total)
    return content


def _head(document: Document) -> Iterator[str]:
    yield from ("<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">')
    # should a text ever get past the escaping, nothing it names is fetched or run
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_escaped(document.title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield from ("</head>", "<body>", "<header>")
    yield from (
        f'<{tag} class="{name}" dir="auto">{_marked(text)}</{tag}>' for tag, name, text in _cover(document) if text
    )
    yield "</header>"


def _cover(document: Document) -> Iterator[tuple[str, str, str]]:
    """The paragraphs of the cover: element, class, text."""
    yield "p", "symbol", document.symbol
    yield "p", "issued", document.date
    yield "p", "issued", document.original_language and f"Original: {document.original_language}"
    yield "p", "session", document.session
    yield "h1", "title", document.title
    yield "p", "revision", document.revision
    yield from (("p", "note", note) for note in document.notes)


def _paragraph(block: Block, paragraph: Paragraph, number: int) -> str:
    """The paragraph, its first line being line `number` of the document."""
    lines = (_line(paragraph.role, line, number + n, first=n == 0) for n, line in enumerate(paragraph.lines))
    tag = "h2" if paragraph.role is Role.HEADING else "p"
    name = f"{paragraph.role} {block.kind}" if paragraph.role is Role.HEADING else str(paragraph.role)
    return f'<{tag} class="{_escaped(name)}" dir="auto">' + "\n".join(lines) + f"</{tag}>"


def _line(role: Role, line: Line, number: int, *, first: bool) -> str:
    """A line with its anchor; the indent of the source stays where the layout has none of its own."""
    anchor = f'<a href="#l{number}" data-line="{number}" aria-label="Line {number}"></a>'
    prefix, verb, words = line.prefix, line.words[: line.opening], line.words[line.opening :]
    if role not in (Role.TEXT, Role.PREAMBULAR):
        prefix = f'<span class="label">{_marked(prefix.strip())} </span>' if first and role is not Role.HEADING else ""
    body = prefix + f"<em>{_marked(verb)}</em>" * bool(verb) + _marked(words)
    return f'<span class="line" id="l{number}">{anchor}{body}</span>'


def _unresolved(unresolved: tuple[Unresolved, ...]) -> Iterator[str]:
    yield from ('<section class="unresolved">', f"<h2>{UNRESOLVED}</h2>")
    if unresolved:
        heads = "".join(f'<th scope="col">{name}</th>' for name in ("Topic", "Place", "Words", "Because"))
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        for point in unresolved:
            cells = (point.topic, point.place, point.words, "; ".join(point.because))
            yield "<tr>" + "".join(f'<td dir="auto">{_marked(text)}</td>' for text in cells) + "</tr>"
        yield "</tbody>\n</table>"
    else:
        yield f"<p>{NOTHING_UNRESOLVED}</p>"
    yield "</section>"


def _marked(text: str) -> str:
    """The text escaped, its square brackets in bold."""
    return BRACKETS.sub(r'<b class="bracket">\g<0></b>', _escaped(text))


def _escaped(text: str) -> str:
    return escape("\n".join(visible(text).splitlines()))


BRACKETS = re.compile(r"[\[\]]+")
SPACE = re.compile(r"\s")
STYLE = """
:root { color-scheme: light dark; --page: #fffefb; --ink: #1c1b19; --quiet: #65625b; --rule: #b9b4a8; --here: #fff1b8; }
@media (prefers-color-scheme: dark) {
  :root { --page: #191816; --ink: #e9e6df; --quiet: #a29d92; --rule: #57534b; --here: #4a4013; }
}
body { margin: 0 auto; max-width: 39rem; padding: 3rem 1.25rem 6rem 4.5rem; background: var(--page); color: var(--ink);
  font: 1.0625rem/1.65rem Charter, "Noto Serif", Georgia, "Noto Naskh Arabic", "Noto Serif CJK SC", serif;
  overflow-wrap: anywhere; }
header > *, td { white-space: pre-line; }
p { margin: 0 0 .8rem; }
.symbol { border-bottom: 2px solid; font-size: 1.25rem; font-weight: 700; padding-bottom: .4rem; text-align: end; }
.issued { margin: 0 0 0 62%; }
.session { font-weight: 700; margin-top: 1rem; }
h1 { font-size: 1.6rem; line-height: 2.1rem; margin: 2.5rem 0 .6rem; text-align: center; }
.revision { text-align: center; }
.note { font-style: italic; margin-inline: 2.5rem; }
h2 { font-size: inherit; margin: 2.4rem 0 1.2rem; text-align: center; break-after: avoid; }
h2.article .line:first-child:not(:last-child) { font-weight: 400; }
main { position: relative; margin-top: 3rem; }
.line { display: block; white-space: pre-wrap; }
.line:target { scroll-margin-top: 3rem; background: var(--here); }
.line > a { display: none; }
.numbered .line > a { display: block; position: absolute; left: -3.75rem; width: 2.75rem; color: var(--quiet);
  font: .75rem/1.65rem system-ui, sans-serif; text-align: right; text-decoration: none; text-indent: 0; }
.line > a::before { content: attr(data-line); }
.preambular .line:first-child { text-indent: 2.5rem; }
.level1 { padding-inline-start: 2.5rem; }
.level2 { padding-inline-start: 5rem; }
.level3 { padding-inline-start: 7.5rem; }
.label { display: inline-block; margin-inline-start: -2.5rem; min-width: 2.5rem; }
.bracket { font-weight: 700; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.35rem; width: 100%; }
th, td { border-bottom: 1px solid var(--rule); padding: .4rem .8rem .4rem 0; text-align: start; vertical-align: top; }
td:first-child { overflow-wrap: break-word; }
@media (max-width: 40rem) {
  body { padding-left: 3rem; }
  .numbered .line > a { left: -2.75rem; width: 2.1rem; }
  .level2 { padding-inline-start: 3.75rem; }
  .level3 { padding-inline-start: 5rem; }
  thead { display: none; }
  tr, td { display: block; }
  td { border: 0; padding: .1rem 0; }
  tr { border-bottom: 1px solid var(--rule); padding: .6rem 0; }
}
@media print {
  @page { margin: 2.2cm 2cm 2.2cm 2.2cm; }
  :root { font-size: 10.4pt; --page: #fff; --ink: #000; --quiet: #444; --rule: #888; }
  body { max-width: none; padding: 0 0 0 3.75rem; }
  tr { break-inside: avoid; }
}
"""
