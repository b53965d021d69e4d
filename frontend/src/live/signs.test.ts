import { type ChangeSpec, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { expect, test } from "vitest";
import { yCollab } from "y-codemirror.next";
import * as Y from "yjs";
import { wholeSigns } from "./signs";

/** What stands in the editor, in the text and with who got its edits after `changes` in "a😀b". */
function after(changes: ChangeSpec): string[] {
  const [mine, other] = [new Y.Doc(), new Y.Doc()];
  mine.on("update", (update: Uint8Array) => Y.applyUpdate(other, update));
  const text = mine.getText("text");
  text.insert(0, "a😀b");
  const extensions = [EditorState.lineSeparator.of("\n"), wholeSigns, yCollab(text, null, { undoManager: false })];
  const view = new EditorView({ state: EditorState.create({ doc: text.toString(), extensions }) });
  view.dispatch({ changes });
  const all = [view.state.doc.toString(), text.toString(), other.getText("text").toString()];
  view.destroy();
  return all;
}

const everywhere = (words: string): string[] => [words, words, words];

test("half a pair that is put in is the same for everybody", () => {
  expect(after({ from: 0, insert: "L\ud83dR" })).toEqual(everywhere("L\ufffdRa😀b"));
  expect(after({ from: 4, insert: "\n\ude00😁" })).toEqual(everywhere("a😀b\n\ufffd😁"));
  expect(after({ from: 2, insert: "X" })).toEqual(everywhere("a\ufffdX\ufffdb"));
});

test("of a pair that is changed in half, the whole is another", () => {
  expect(after({ from: 2, to: 3, insert: "\ude01" })).toEqual(everywhere("a😁b"));
  expect(after({ from: 1, to: 2, insert: "\ud83e" })).toEqual(everywhere("a\ud83e\ude00b"));
  expect(after({ from: 2, to: 4, insert: "" })).toEqual(everywhere("a\ufffd"));
});

test("what no text is saved with is not put in", () => {
  expect(after([{ from: 0, insert: "1\r\n" }, { from: 4, insert: "\0" }])).toEqual(everywhere("1\ufffd\na😀b\ufffd"));
});
