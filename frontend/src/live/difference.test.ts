import { expect, test } from "vitest";
import { difference, type Edit, placed } from "./difference";

const applied = (now: string, edits: Edit[] | null): string | null =>
  edits && edits.reduceRight((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), now);
const putBack = (base: string, mine: string, now: string): string | null => applied(now, placed(difference(base, mine), base, now));

test("what differs is told in whole words, line by line", () => {
  const [before, after] = ["Article 1\nEach Party shall act.\nDone.", "Article 1\nEach Party should act.\nDone. Twice."];
  expect(difference(before, after)).toEqual([
    { at: 21, gone: "shall", came: "should" },
    { at: 37, gone: "", came: " Twice." },
  ]);
  expect(difference(before, before)).toEqual([]);
});

test("a sign of two halves is not cut, and one of Chinese stands for itself", () => {
  expect(difference("a 𝔸", "a 𝔹")).toEqual([{ at: 2, gone: "𝔸", came: "𝔹" }]);
  expect(difference("缔约国应采取", "缔约国须采取")).toEqual([{ at: 3, gone: "应", came: "须" }]);
});

test("on the text as it was, the difference makes the other text, whatever it is", () => {
  const texts = ["", "a", "a a a", "a b a", "shall\nshall", "shall\nshould\nshall", "x\n\ny", "一二三", "𝔸𝔸", "𝔸𝔹 c"];
  const wrong = texts.flatMap((base) => texts.filter((mine) => putBack(base, mine, base) !== mine).map((mine) => [base, mine]));
  expect(wrong).toEqual([]);
});

const BASE = "Each Party shall take measures to prevent serious harm to the networks of another State.";

test("put back, it leaves what others wrote meanwhile", () => {
  const mine = BASE.replace("shall", "should");
  const now = `${BASE.replace("serious ", "")} This Article is reviewed.`;
  expect(putBack(BASE, mine, now)).toBe(`${mine.replace("serious ", "")} This Article is reviewed.`);
  expect(putBack(BASE, `${BASE} And more.`, `${BASE} Of others.`)).toBe(`${BASE} And more. Of others.`);
});

test("where others changed those words, or they stand twice, nothing is put in", () => {
  const mine = BASE.replace("serious", "grave");
  expect(putBack(BASE, mine, BASE.replace("serious", "all"))).toBe(null);
  expect(putBack(BASE, mine, "")).toBe(null);
  expect(putBack("", "Mine.", "Yours.")).toBe(null);
  const twice = BASE.replace("Each", "Any");
  expect(putBack(BASE, mine, `${twice} ${twice}`)).toBe(null);
  expect(putBack(BASE, mine.replace("Each", "Any"), BASE.replace("serious", "all"))).toBe(null);
});

test("words that stand there already are not put in twice; the beginning of a longer word is none of them", () => {
  expect(placed(difference(BASE, `${BASE} And more.`), BASE, `${BASE} And more. Of others.`)).toEqual([]);
  expect(putBack("Each Party shall", "Each Party shall act", "Each Party shall action")).toBe("Each Party shall act action");
});
