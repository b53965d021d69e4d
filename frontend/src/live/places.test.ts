import { expect, test } from "vitest";
import * as Y from "yjs";
import { relative } from "./cursors";
import { type Anchored, placed } from "./places";

const WORDS = "Each Party shall act. Each Party may ask.";

function about(words: string): { text: Y.Text; anchored: Anchored; found: () => string | null } {
  const text = new Y.Doc().getText("text");
  text.insert(0, WORDS);
  const from = WORDS.indexOf(words);
  const anchored = { start: relative(text, from), end: relative(text, from + words.length, true), words };
  const found = (): string | null => {
    const place = placed(anchored, text);
    return place && text.toString().slice(place.from, place.to);
  };
  return { text, anchored, found };
}

test("places move with their words", () => {
  const { text, found } = about("shall act");
  text.insert(0, "1. ");
  text.insert(8, "State ");
  expect(found()).toBe("shall act");
});

test("words typed inside belong to them, words before and behind do not", () => {
  const { text, found } = about("shall act");
  text.insert(16, " promptly");
  text.insert(11, "[");
  text.insert(30, "]");
  expect(found()).toBe("shall promptly act");
});

test("words that were deleted and brought back by undo are found again", () => {
  const { text, found } = about("shall act");
  const undo = new Y.UndoManager(text);
  text.delete(5, 20);
  expect(found()).toBe(null);
  undo.undo();
  expect(found()).toBe("shall act");
});

test("words that are typed anew in their place are meant, the same words elsewhere are not", () => {
  const { text, anchored, found } = about("shall act");
  text.insert(text.length, " Nobody shall act.");
  text.delete(11, 9);
  expect(found()).toBe(null);
  text.insert(11, "shall act");
  expect(placed(anchored, text)?.from).toBe(11);
});

test("a place that the text does not know is found by its words", () => {
  const { anchored } = about("may ask");
  const other = new Y.Doc().getText("text");
  other.insert(0, "Nobody may ask.");
  expect(placed(anchored, other)).toEqual({ from: 7, to: 14 });
  expect(placed({ ...anchored, start: "!", end: "" }, other)).toEqual({ from: 7, to: 14 });
  other.insert(0, "All may ask. ");
  expect(placed(anchored, other)).toBe(null);
});

/** Two who write the same text, each with an undo of their own, and where they and one who comes now have the mark. */
function two(words: string, about: string) {
  const [first, second] = [1, 2].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    return { doc, text: doc.getText("text") };
  }) as [{ doc: Y.Doc; text: Y.Text }, { doc: Y.Doc; text: Y.Text }];
  first.doc.on("update", (update: Uint8Array, origin: unknown) => origin !== "other" && Y.applyUpdate(second.doc, update, "other"));
  second.doc.on("update", (update: Uint8Array, origin: unknown) => origin !== "other" && Y.applyUpdate(first.doc, update, "other"));
  first.text.insert(0, words);
  const from = words.indexOf(about);
  const anchored = { start: relative(first.text, from), end: relative(first.text, from + about.length, true), words: about };
  const marks = (): (string | null)[] => {
    const late = new Y.Doc();
    Y.applyUpdate(late, Y.encodeStateAsUpdate(first.doc));
    return [first.text, second.text, late.getText("text")].map((text) => {
      const place = placed(anchored, text);
      return place && `${place.from} ${text.toString().slice(place.from, place.to)}`;
    });
  };
  const undo = (of: Y.Text): Y.UndoManager => new Y.UndoManager(of, { captureTimeout: 0 });
  return { one: first.text, other: second.text, marks, undos: [undo(first.text), undo(second.text)] as const };
}

const both = (mark: string | null): (string | null)[] => [mark, mark, mark];

test("after others delete and undo, the mark is on the same words for everybody", () => {
  const { other, marks, undos } = two("Alpha bravo X charlie delta echo.", "bravo X charlie");
  other.insert(14, "INSIDE ");
  expect(marks()).toEqual(both("6 bravo X INSIDE charlie"));
  other.delete(21, "charlie delta".length);
  expect(marks()).toEqual(both("6 bravo X "));
  undos[1].undo();
  expect(marks()).toEqual(both("6 bravo X INSIDE charlie"));
  other.delete(0, other.length);
  expect(marks()).toEqual(both(null));
  undos[1].undo();
  expect(marks()).toEqual(both("6 bravo X INSIDE charlie"));
});

test("what was deleted across the beginning and undone twice is marked as before", () => {
  const { one, marks, undos } = two("Alpha bravo X charlie delta echo. Or bravo X charlie.", "bravo X charlie");
  for (const length of [9, 9, 30]) {
    one.delete(0, length);
    undos[0].undo();
    expect(marks()).toEqual(both("6 bravo X charlie"));
  }
});

test("whatever two people delete, put in and undo, both have the same mark, and never on other words alone", () => {
  let seed = 7;
  const any = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
  for (let run = 0; run < 60; run += 1) {
    const { one, other, marks, undos } = two("Alpha bravo X charlie delta echo.", "bravo X charlie");
    for (let step = 0; step < 12; step += 1) {
      const who = any(2);
      const text = who ? other : one;
      const at = any(text.length + 1);
      [
        () => text.insert(at, "12 "),
        () => text.delete(at, Math.min(any(20), text.length - at)),
        () => undos[who as 0 | 1].undo(),
        () => undos[who as 0 | 1].redo(),
      ][any(4)]?.();
      const [mine = null, ...others] = marks();
      expect(others).toEqual([mine, mine]);
      if (one.toString().includes("bravo X charlie")) expect(mine).toContain("bravo X charlie");
      expect(mine ?? "").not.toMatch(/Alpha|delta|echo/);
    }
    while (undos[0].undo() || undos[1].undo());
  }
});
