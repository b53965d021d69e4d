import { beforeEach, expect, test } from "vitest";
import { changes, go, numbered } from "./changes";

const PAGE = `
  <button data-step="1">Next change</button><button data-step="-1">Previous change</button>
  <output data-said></output><input id="field">
  <p>A Party <del id="change-1" data-change="1">shall</del><ins data-change="1">should</ins> act
  <ins id="change-2" data-change="2">promptly</ins> and <del id="change-3" data-change="3">fully</del>.</p>`;

const said = (): string => document.querySelector("[data-said]")?.textContent ?? "";
const press = (key: string, on: EventTarget = document.body, also: KeyboardEventInit = {}): void => {
  on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...also }));
};

changes(document);
beforeEach(() => {
  document.body.innerHTML = PAGE;
});

test("a deletion and the insertion in its place are one change", () => {
  expect(numbered(document)).toEqual([1, 2, 3]);
});

test("n goes to the first change, then on, and behind the last to the first again", () => {
  const heard = ["n", "n", "n", "n"].map((key) => (press(key), said()));
  expect(heard).toEqual(["Change 1 of 3", "Change 2 of 3", "Change 3 of 3", "Change 1 of 3"]);
});

test("p goes back, first to the last change", () => {
  press("p");
  expect(said()).toBe("Change 3 of 3");
  press("k");
  expect(said()).toBe("Change 2 of 3");
});

test("both halves of a change are marked, and the first has the focus", () => {
  press("j");
  expect([...document.querySelectorAll(".current")].map((e) => e.tagName)).toEqual(["DEL", "INS"]);
  expect(document.activeElement?.id).toBe("change-1");
  press("j");
  expect([...document.querySelectorAll(".current")].map((e) => e.id)).toEqual(["change-2"]);
});

test("the buttons do the same", () => {
  document.querySelector<HTMLElement>("[data-step='1']")?.click();
  document.querySelector<HTMLElement>("[data-step='1']")?.click();
  document.querySelector<HTMLElement>("[data-step='-1']")?.click();
  expect(said()).toBe("Change 1 of 3");
});

test("letters typed in a field, and keys of the browser, are left alone", () => {
  press("n", document.querySelector("#field") as Element);
  press("n", document.body, { ctrlKey: true });
  expect(said()).toBe("");
});

test("a page without changes stays silent", () => {
  document.body.innerHTML = `<output data-said></output>`;
  go(document, 1);
  expect(said()).toBe("");
});
