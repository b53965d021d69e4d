import type { Extension, Range } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { holders, match, type Pair } from "./matching";

/** A delegation as its chip shows it. */
export interface Holder {
  name: string;
  look: string;
}

const DEEPEST = 6; // depths that have a look of their own
const edge = Decoration.mark({ tagName: "i", class: "edge" });
const lost = Decoration.mark({ class: "lost-bracket", attributes: { title: "a bracket without its partner" } });

/** Draws brackets with their depth, those that lack a partner, and the codes of those who hold them. */
export function bracketed(delegations: ReadonlyMap<string, Holder>): Extension {
  const codes = new Set(delegations.keys());
  const draw = (view: EditorView): DecorationSet => {
    const text = view.state.doc.toString();
    const found = match(text);
    const seen = (from: number, to: number): boolean => view.visibleRanges.some((r) => from < r.to && to > r.from);
    const pairs = found.pairs.filter(({ from, to }) => seen(from, to));
    const marks = pairs.flatMap((pair) => [...marked(pair), ...chips(text, pair, codes, delegations)]);
    for (const at of found.lost) if (seen(at, at + 1)) marks.push(lost.range(at, at + 1));
    return Decoration.set(marks, true);
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = draw(view);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged || update.viewportChanged) this.decorations = draw(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

const words = Array.from({ length: DEEPEST + 1 }, (_, depth) =>
  Decoration.mark({ class: `bracket open depth-${depth}`, attributes: { title: depth > 1 ? `in brackets, level ${depth}` : "in brackets" } }),
);

function marked({ from, to, depth }: Pair): Range<Decoration>[] {
  const inside = words[Math.min(depth, DEEPEST)] as Decoration;
  return [inside.range(from, to), edge.range(from, from + 1), edge.range(to - 1, to)];
}

function chips(text: string, pair: Pair, codes: Set<string>, delegations: ReadonlyMap<string, Holder>): Range<Decoration>[] {
  return holders(text, pair, codes).map(({ from, to, code }) => {
    const { name, look } = delegations.get(code) as Holder;
    return Decoration.mark({ tagName: "abbr", class: `holder ${look}`, attributes: { title: name } }).range(from, to);
  });
}
