import { expect, test, vi } from "vitest";
import { FakeServer, settled, visit } from "./fake";

const RUNS = Number(process.env["RUNS"] ?? 12);

/** The same numbers for the same seed, so that a run that fails can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

test.each(Array.from({ length: RUNS }, (_, seed) => seed))("pages on bad lines read the same in the end, run %i", async (seed) => {
  const roll = dice(seed);
  const server = new FakeServer();
  const visitors = Array.from({ length: 2 + roll(3) }, () => visit(server));
  await settled();
  const typed: string[] = [];
  for (let step = 0; step < 60; step++) {
    const { page, line } = visitors[roll(visitors.length)] as (typeof visitors)[number];
    const length = page.words.length;
    const what = roll(10);
    if (what < 5) {
      typed.push(`<${seed}.${step}>`);
      page.type(roll(length + 1), typed.at(-1) as string);
    } else if (what === 5 && length) page.shared?.text.delete(roll(length), 1);
    else if (what === 6) line.lose = (heard) => heard.type !== "joined" && roll(2) === 0;
    else if (what === 7) line.lose = () => false;
    else if (what === 8 && line.open) line.cut();
    else if (!line.open) line.connect();
    if (roll(3) === 0) await settled();
  }
  for (const { line } of visitors) {
    line.lose = () => false;
    if (line.open) line.cut();
    line.connect();
  }
  const states = (): unknown => visitors.map(({ page }) => [page.words, page.last?.state, page.copies.length]);
  await vi.waitFor(() => expect(states()).toEqual(visitors.map(() => [server.text(), "saved", 0])), 5000);
  const text = server.text();
  const signs = (words: string): number => [...words].filter((sign) => sign === "<" || sign === ">").length;
  expect(signs(text) <= typed.length * 2).toBe(true); // nothing arrived twice
});
