import { beforeEach, expect, test } from "vitest";
import { sources } from "./sources";

const said = (): string => document.querySelector("[data-source-said]")?.textContent ?? "";
const word = (run: number): HTMLElement => document.querySelector(`[data-run="${run}"]`) as HTMLElement;
const press = (key: string): boolean =>
  (document.activeElement as Element).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const stops = (): (string | undefined)[] =>
  [...document.querySelectorAll<HTMLElement>("[tabindex='0']")].map((one) => one.dataset["run"]);

beforeEach(() => {
  document.body.innerHTML = `<section data-sourced>
      <span data-run="1" data-source="1">Each Party</span> <b>[<span data-run="2" data-source="1">shall</span>]</b>
      <b>[<span data-run="3" data-source="2">should</span> - ARD]</b> <b><span data-run="3" data-source="2">act</span></b>
      <div data-source-said>hint</div></section>
    <div id="source-1">Rev.1</div><div id="source-2">Ardenia, version 2</div>`;
  sources(document);
});

test("words that are pointed at say where they come from, and all of their run is marked", () => {
  word(3).dispatchEvent(new Event("pointerover", { bubbles: true }));
  expect(said()).toBe("Ardenia, version 2");
  expect([...document.querySelectorAll(".looked-at")].map((one) => one.textContent)).toEqual(["should", "act"]);
});

test("the text is one stop of the Tab key, and the arrow keys go from run to run", () => {
  expect(stops()).toEqual(["1"]);
  word(1).focus();
  expect(said()).toBe("Rev.1");
  press("ArrowRight");
  press("ArrowRight");
  expect(said()).toBe("Ardenia, version 2");
  expect(stops()).toEqual(["3"]);
  expect(press("ArrowRight")).toBe(true);
  press("ArrowLeft");
  expect(stops()).toEqual(["2"]);
});

test("a click keeps the answer while the pointer goes over other words", () => {
  word(3).click();
  word(1).dispatchEvent(new Event("pointerover", { bubbles: true }));
  expect(said()).toBe("Ardenia, version 2");
  press("Escape");
  word(1).dispatchEvent(new Event("pointerover", { bubbles: true }));
  expect(said()).toBe("Rev.1");
});

test("Esc takes the answer away", () => {
  word(1).focus();
  press("Escape");
  expect(said()).toBe("hint");
  expect(document.querySelectorAll(".looked-at").length).toBe(0);
});

test("a page without sources does nothing", () => {
  document.body.innerHTML = "";
  expect(() => sources(document)).not.toThrow();
});
