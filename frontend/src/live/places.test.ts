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
