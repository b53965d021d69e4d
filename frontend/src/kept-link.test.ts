import { beforeEach, expect, test } from "vitest";
import { keptLink } from "./kept-link";
import { CHANGED } from "./live/store";

let there: () => Promise<number>;
const asked: string[] = [];
const count = (name: string): Promise<number> => (asked.push(name), there());
const later = (): Promise<void> => new Promise((done) => setTimeout(done, 350));
const shown = (): [boolean, string] => {
  const link = document.querySelector("a") as HTMLElement;
  return [!link.hidden, link.textContent ?? ""];
};

beforeEach(() => {
  document.body.innerHTML = `<a data-kept-as="one" hidden>Kept (<span data-number></span>)</a>`;
});

test("the link is there while something is kept, and asks for this person alone", async () => {
  there = async () => 2;
  keptLink(document, count);
  await later();
  expect([shown(), asked]).toEqual([[true, "Kept (2)"], ["one"]]);
  there = async () => 0;
  dispatchEvent(new Event(CHANGED));
  await later();
  expect(shown()[0]).toBe(false);
});

test("where the browser has no place to keep anything, there is no link", async () => {
  there = () => Promise.reject(new Error("no place"));
  (document.querySelector("a") as HTMLElement).hidden = false;
  keptLink(document, count);
  await later();
  expect(shown()[0]).toBe(false);
});
