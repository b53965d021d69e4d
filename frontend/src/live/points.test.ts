import { expect, test } from "vitest";
import { units } from "./points";

test("places in a text of plain characters are the same", () => {
  expect([0, 3, 5].map(units("shall"))).toEqual([0, 3, 5]);
});

test("behind a character of two units, places lie further on", () => {
  const text = "a𝔸b𝔹c";
  const at = units(text);
  expect([...text].map((sign, point) => text.slice(at(point), at(point + 1)) === sign)).toEqual([true, true, true, true, true]);
});
