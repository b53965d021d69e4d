import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import { bracketThis, nextNumber, proposeAlternative } from "./helping";

/** What a command makes of a text; `|` is the caret, two of them what is selected. */
function after(command: StateCommand, marked: string): string {
  const [start, end] = [marked.indexOf("|"), marked.lastIndexOf("|")];
  const selection = EditorSelection.single(start, end > start ? end - 1 : start);
  let state = EditorState.create({ doc: marked.replaceAll("|", ""), selection });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { head } = state.selection.main;
  return `${state.sliceDoc(0, head)}|${state.sliceDoc(head)}`;
}

test.each([
  ["A Party |shall| act", "A Party [shall]| act"],
  ["A Party |shall |act", "A Party [shall]| act"],
  ["A Party sh|all act", "A Party [shall]| act"],
  ["A Party, | act", "A Party, [|] act"],
])("bracket this: %j", (before, then) => {
  expect(after(bracketThis, before)).toBe(then);
});

test.each([
  ["A Party |shall| act", "A Party [shall][|] act"],
  ["A Party [sha|ll] act", "A Party [shall][|] act"],
  ["A Party [shall][shou|ld] act", "A Party [shall][should][|] act"],
  ["[a [b|] c]", "[a [b][|] c]"],
])("an alternative: %j", (before, then) => {
  expect(after(proposeAlternative, before)).toBe(then);
});

test.each([
  ["1. One.|", "1. One.\n2. |"],
  ["1. One.\n\n2. T|wo.", "1. One.\n\n2. Two.\n\n3. |"],
  ["1. One:\n  (a) a;|", "1. One:\n  (a) a;\n  (b) |"],
  ["No number|", "No number\n|"],
])("the next number: %j", (before, then) => {
  expect(after(nextNumber, before)).toBe(then);
});
