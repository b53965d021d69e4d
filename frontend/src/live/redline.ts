import { type ChangeDesc, type EditorState, type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, type KeyBinding, WidgetType } from "@codemirror/view";

/** One change against the base: `from` to `to` came, `gone` went from before it. */
export interface Change {
  from: number;
  to: number;
  gone: string;
}

export const setChanges = StateEffect.define<{ changes: Change[]; since: ChangeDesc | null }>();
export const showChanges = StateEffect.define<boolean>();

interface Redline {
  shown: boolean;
  marks: DecorationSet;
}

/** The changes against the base, drawn in the text; between two answers of the server they move with the words. */
export const redline = StateField.define<Redline>({
  create: () => ({ shown: true, marks: Decoration.none }),
  update(before, transaction) {
    let { shown, marks } = before;
    if (transaction.docChanged) marks = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setChanges)) marks = drawn(effect.value.changes, effect.value.since);
      if (effect.is(showChanges)) shown = effect.value;
    }
    return { shown, marks };
  },
  provide: (field) => EditorView.decorations.from(field, ({ shown, marks }) => (shown ? marks : Decoration.none)),
});

const came = Decoration.mark({ tagName: "ins" });

/** Words that went: they stand in the line, cannot be edited, and are read out as deleted. */
class Gone extends WidgetType {
  constructor(readonly words: string) {
    super();
  }
  override eq(other: Gone): boolean {
    return other.words === this.words;
  }
  override toDOM(): HTMLElement {
    const gone = document.createElement("del");
    gone.textContent = this.words.replace(/\n+$/, " ¶").replace(/\n+/g, " ¶ ");
    return gone;
  }
}

function drawn(changes: Change[], since: ChangeDesc | null): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const { from, to, gone } of changes) {
    if (gone) marks.push(Decoration.widget({ widget: new Gone(gone), side: -1 }).range(from));
    if (from < to) marks.push(came.range(from, to));
  }
  const set = Decoration.set(marks, true);
  return since ? set.map(since) : set;
}

/** Where the changes begin, a deletion and the insertion in its place as one. */
export function places(state: EditorState): number[] {
  const found: number[] = [];
  for (const cursor = state.field(redline).marks.iter(); cursor.value; cursor.next()) {
    if (found.at(-1) !== cursor.from) found.push(cursor.from);
  }
  return found;
}

/** Goes to the next change, or the one before; behind the last comes the first. `say` tells which one it is. */
export function go(view: EditorView, step: 1 | -1, say: (words: string) => void): boolean {
  const all = places(view.state);
  const { head } = view.state.selection.main;
  const forward = all.findIndex((at) => at > head);
  const back = all.findLastIndex((at) => at < head);
  const next = step > 0 ? Math.max(0, forward) : back < 0 ? all.length - 1 : back;
  const at = all[next];
  if (at === undefined) return say("No changes"), true;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
  say(`Change ${next + 1} of ${all.length}`);
  return true;
}

export function redlineKeys(say: (words: string) => void, toggle: () => void): KeyBinding[] {
  return [
    { key: "F8", run: (view) => go(view, 1, say), shift: (view) => go(view, -1, say) },
    { key: "F9", run: () => (toggle(), true) },
  ];
}
