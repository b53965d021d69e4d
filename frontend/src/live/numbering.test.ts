import { expect, test } from "vitest";
import { hangs, nextLabel } from "./numbering";

test.each([
  [["1. Each Party shall act."], "2. "],
  [["9. Ninth.", "10. Tenth."], "11. "],
  [["(a) one"], "(b) "],
  [["(g) g", "(h) h"], "(i) "],
  [["(h) h", "(i) i"], "(j) "],
  [["(c) c", "(i) i"], "(ii) "],
  [["(iii) c", "(iv) d"], "(v) "],
  [["(iv) d", "(v) e"], "(vi) "],
  [["(u) u", "(v) v"], "(w) "],
  [["(y) y", "(z) z"], "(aa) "],
  [["(1) one"], "(2) "],
  [["1. One:", "no label here"], "2. "],
  [["Article 4"], ""],
  [[], ""],
])("after %j comes %j", (lines, label) => {
  expect(nextLabel(lines)).toBe(label);
});

test.each([
  ["1. Each Party", undefined, 1],
  ["2 bis. Each Party", undefined, 1],
  ["(a) to act", undefined, 2],
  ["(i) at once", "(a) to act", 3],
  ["(i) at last", "(h) to act", 2],
  ["Article 4", undefined, 0],
])("%j hangs by its label", (line, before, depth) => {
  expect(hangs(line, before)).toBe(depth);
});
