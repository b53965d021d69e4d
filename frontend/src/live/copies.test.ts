import { beforeEach, expect, test, vi } from "vitest";
import { showCopy, time } from "./copies";

const TEMPLATE = `<template id="copy"><article><div data-made></div><pre data-whole></pre>
  <button data-does="back"></button><button data-does="copy"></button><button data-does="done"></button>
  <span data-says></span></article></template><main></main>`;
const ABOUT = { draft: "1", title: "Draft: Article 7", whose: "Private to Ardenia", negotiation: "Quiet", at: 0 };
const forget = vi.fn();
const shown = (base: string, words: string, putBack = () => ""): HTMLElement =>
  showCopy(document.querySelector("main") as Element, { ...ABOUT, base, words, forget }, { putBack });
const press = (copy: HTMLElement, does: string): void => copy.querySelector<HTMLElement>(`[data-does=${does}]`)?.click();

beforeEach(() => {
  document.body.innerHTML = TEMPLATE;
  forget.mockClear();
});

test("what was not saved is shown in its line, and the whole text beside it", () => {
  const copy = shown("Article 1\nEach Party shall act.", "Article 1\nEach Party may act.");
  expect(copy.querySelector("[data-made]")?.innerHTML).toBe('<p dir="auto">Each Party <del>shall</del><ins>may</ins> act.</p>');
  expect(copy.querySelector("[data-whole]")?.textContent).toBe("Article 1\nEach Party may act.");
});

test("put back, the copy goes; where it cannot be, it stays and says why", () => {
  const stays = shown("a", "a b", () => "changed meanwhile");
  press(stays, "back");
  expect([stays.isConnected, stays.querySelector("[data-says]")?.textContent]).toEqual([true, "changed meanwhile"]);
  expect(forget.mock.calls).toEqual([]);
  const goes = shown("a", "a b");
  press(goes, "back");
  expect([goes.isConnected, forget.mock.calls.length]).toEqual([false, 1]);
});

test("where words only went, there are none to copy", () => {
  const hidden = (copy: HTMLElement): boolean => copy.querySelector("[data-does=copy]")?.hasAttribute("hidden") ?? false;
  expect([hidden(shown("a b", "a")), hidden(shown("a", "a b"))]).toEqual([true, false]);
});

test("times are written as on the pages", () => {
  expect(time(Date.UTC(2026, 10, 24, 9, 5))).toBe("24 November 2026, 09:05 UTC");
});
