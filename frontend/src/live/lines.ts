import { type EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { hangs } from "./numbering";

/** How many lines at the top are the heading; the server says so. */
export const setHeadings = StateEffect.define<number>();

const headings = StateField.define<number>({
  create: () => 0,
  update: (count, transaction) => transaction.effects.find((effect) => effect.is(setHeadings))?.value ?? count,
});

// each paragraph runs in the direction of its own first letter
const plain = line("");
const heading = line("heading");
const hanging = ["", "numbered", "lettered", "deeper"].map(line);

/** Lines as a treaty sets them: headings centred, labels hanging, each paragraph in its own direction. */
export const setLines = [
  headings,
  EditorView.perLineTextDirection.of(true),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = drawn(view);
      }
      update(update: ViewUpdate): void {
        const other = update.startState.field(headings) !== update.state.field(headings);
        if (update.docChanged || update.viewportChanged || other) this.decorations = drawn(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
];

function line(name: string): Decoration {
  return Decoration.line({ class: name, attributes: { dir: "auto" } });
}

function drawn(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const top = view.state.field(headings);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const { number, text, ...found } = view.state.doc.lineAt(at);
      const depth = number <= top ? 0 : hangs(text, labelled(view.state, number - 1));
      builder.add(found.from, found.from, number <= top ? heading : (hanging[depth] ?? plain));
      at = found.to + 1;
    }
  }
  return builder.finish();
}

/** The nearest line above with words: what continues a list is told by what stands before it. */
function labelled(state: EditorState, from: number): string | undefined {
  for (let number = from; number > Math.max(0, from - 3); number--) {
    const { text } = state.doc.line(number);
    if (text.trim()) return text;
  }
  return undefined;
}
