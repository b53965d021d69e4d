import { beforeEach, expect, test } from "vitest";
import { keys } from "./keys";

const PAGE = `
  <a id="before" href="/">Treaty Drafts</a><textarea id="field"></textarea>
  <button data-opens="keys">Keys</button>
  <dialog id="keys"><button data-closes>Close</button></dialog>`;

const dialog = (): HTMLDialogElement => document.querySelector("dialog") as HTMLDialogElement;
const press = (on: EventTarget): boolean =>
  on.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true, cancelable: true }));
const focus = (selector: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(selector) as HTMLElement;
  found.focus();
  return found;
};

beforeEach(() => {
  document.body.innerHTML = PAGE;
  keys(document);
});

test("? opens the list, and closing it gives the focus back", () => {
  press(focus("#before"));
  expect(dialog().open).toBe(true);
  focus("[data-closes]").click();
  expect(dialog().open).toBe(false);
  expect(document.activeElement?.id).toBe("before");
});

test("a question mark in a text is a question mark", () => {
  expect(press(focus("#field"))).toBe(true);
  expect(dialog().open).toBe(false);
});

test("the button opens it too, and has the focus afterwards", () => {
  const button = focus("[data-opens]");
  button.click();
  expect(dialog().open).toBe(true);
  dialog().close();
  expect(document.activeElement).toBe(button);
});

test("a page without the list does nothing", () => {
  document.body.innerHTML = "";
  expect(() => keys(document)).not.toThrow();
});
