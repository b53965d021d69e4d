import { beforeEach, expect, test } from "vitest";
import { quoting } from "./quoting";

const field = (): string => document.querySelector("textarea")?.value ?? "";
const select = (selector: string): void => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector(selector) as Element);
  document.getSelection()?.removeAllRanges();
  document.getSelection()?.addRange(range);
  document.dispatchEvent(new Event("selectionchange"));
};

beforeEach(() => {
  document.body.innerHTML = `<section data-quoted><p id="words">Each Party shall.</p></section>
    <p id="outside">Something else.</p><textarea data-quote>typed</textarea>`;
  quoting(document);
});

test("words selected in the text are quoted", () => {
  select("#words");
  expect(field()).toBe("Each Party shall.");
});

test("what is selected elsewhere leaves the field alone", () => {
  select("#outside");
  expect(field()).toBe("typed");
});

test("a page without the field does nothing", () => {
  document.body.innerHTML = "";
  expect(() => quoting(document)).not.toThrow();
});
