import { EditorSelection, type EditorState, type StateCommand, type TransactionSpec } from "@codemirror/state";
import { match } from "./matching";
import { nextLabel } from "./numbering";

/** Puts what is selected in square brackets, or the word at the caret; in white space, an empty pair to write in. */
export const bracketThis: StateCommand = ({ state, dispatch }) => {
  const { from, to } = meant(state);
  return send(state, dispatch, {
    changes: [{ from, insert: "[" }, { from: to, insert: "]" }],
    selection: EditorSelection.cursor(from === to ? from + 1 : to + 2),
  });
};

/** Another wording beside what is selected, or beside the bracket that the caret stands in: `[this][that]`. */
export const proposeAlternative: StateCommand = ({ state, dispatch }) => {
  const { empty, head } = state.selection.main;
  const around = empty ? innermost(state, head) : undefined;
  if (around !== undefined) {
    const selection = EditorSelection.cursor(around + 1);
    return send(state, dispatch, { changes: { from: around, insert: "[]" }, selection });
  }
  const { from, to } = meant(state);
  return send(state, dispatch, {
    changes: [{ from, insert: "[" }, { from: to, insert: "][]" }],
    selection: EditorSelection.cursor(to + 3),
  });
};

/** A paragraph more, with the next number of the list. */
export const nextNumber: StateCommand = ({ state, dispatch }) => {
  const line = state.doc.lineAt(state.selection.main.head);
  const above = Array.from({ length: line.number }, (_, n) => state.doc.line(n + 1).text);
  const apart = above.at(-2)?.trim() === "" ? "\n\n" : "\n";
  const indent = /^\s*/.exec(line.text)?.[0] ?? "";
  const insert = apart + indent + nextLabel(above);
  return send(state, dispatch, {
    changes: { from: line.to, insert },
    selection: EditorSelection.cursor(line.to + insert.length),
  });
};

/** What is selected without the white space at its edges; else the word at the caret; else nothing, there. */
function meant(state: EditorState): { from: number; to: number } {
  const { main } = state.selection;
  if (main.empty) return state.wordAt(main.head) ?? main;
  const words = state.sliceDoc(main.from, main.to);
  if (!words.trim()) return main;
  const [before, after] = [words.length - words.trimStart().length, words.length - words.trimEnd().length];
  return { from: main.from + before, to: main.to - after };
}

/** Where the innermost bracket around `at` ends. */
function innermost(state: EditorState, at: number): number | undefined {
  const around = match(state.doc.toString()).pairs.filter(({ from, to }) => from < at && at < to);
  return around.at(-1)?.to;
}

function send(state: EditorState, dispatch: (tr: ReturnType<EditorState["update"]>) => void, spec: TransactionSpec): true {
  dispatch(state.update({ ...spec, scrollIntoView: true, userEvent: "input" }));
  return true;
}
