import { expect, test } from "vitest";
import { holders, match } from "./matching";

const drawn = (text: string): [string, number][] =>
  match(text).pairs.map(({ from, to, depth }) => [text.slice(from, to), depth]);

test("brackets are paired with their depth", () => {
  expect(drawn("a [b [c] d] [e]")).toEqual([
    ["[b [c] d]", 1],
    ["[c]", 2],
    ["[e]", 1],
  ]);
});

test("one that is lost is told and changes no depth", () => {
  const text = "a [b [c] d] ] [e [f]";
  expect(drawn(text)).toEqual([
    ["[b [c] d]", 1],
    ["[c]", 2],
    ["[f]", 1],
  ]);
  expect(match(text).lost).toEqual([12, 14]);
});

test("adjacent brackets stand beside each other", () => {
  expect(drawn("[shall][should]")).toEqual([
    ["[shall]", 1],
    ["[should]", 1],
  ]);
});

test.each([
  ["[promptly - ARD, BRV]", ["ARD", "BRV"]],
  ["[serious - BRV delete]", ["BRV"]],
  ["[ARD/BRV propose; KETH oppose: shall]", ["ARD", "BRV", "KETH"]],
  ["[well-known ARD words]", []],
  ["[NOTE: see above]", []],
  ["[outer [inner - ARD]]", []],
])("the holders in %j", (text, codes) => {
  const pair = { from: 0, to: text.length, depth: 1 };
  const found = holders(text, pair, new Set(["ARD", "BRV", "KETH"]));
  expect(found.map((one) => one.code)).toEqual(codes);
  expect(found.map((one) => text.slice(one.from, one.to))).toEqual(codes);
});
