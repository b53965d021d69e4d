import { beforeEach, expect, test, vi } from "vitest";
import { moreColumns } from "./more-columns";

const WIDTH = 300;
let shift: number;
const box = (): HTMLElement => document.getElementById("box") as HTMLElement;
const button = (): HTMLButtonElement => document.querySelector("button") as HTMLButtonElement;

function laidOut(columns: number): void {
  document.body.innerHTML = `<button data-more-columns aria-controls="box" hidden></button>
    <div id="box" tabindex="0"><table><thead><tr>${"<th></th>".repeat(columns)}</tr></thead></table></div>`;
  shift = 0;
  box().getBoundingClientRect = () => ({ right: 2.5 * WIDTH }) as DOMRect;
  document.querySelectorAll("th").forEach((th, n) => {
    th.getBoundingClientRect = () => ({ right: (n + 1) * WIDTH - shift }) as DOMRect;
  });
  Object.defineProperties(box(), { scrollWidth: { value: columns * WIDTH }, clientWidth: { value: 2.5 * WIDTH } });
  box().scrollBy = vi.fn((to: ScrollToOptions) => {
    shift += to.left ?? 0;
    box().dispatchEvent(new Event("scroll"));
  }) as unknown as HTMLElement["scrollBy"];
  moreColumns(document);
}

beforeEach(() => vi.stubGlobal("ResizeObserver", class { observe(): void { /* nothing is resized here */ } }));

test("it says how many columns are beyond the edge, and shows one after the other", () => {
  laidOut(5);
  expect([button().textContent, box().className]).toEqual(["3 more columns, scroll →", "goes-on"]);
  button().click();
  button().click();
  expect([button().textContent, shift]).toEqual(["1 more column, scroll →", 1.5 * WIDTH]);
  button().focus();
  button().click();
  expect([button().hidden, box().className, document.activeElement === box()]).toEqual([true, "", true]);
});

test("where all columns are in sight nothing is said", () => {
  laidOut(2);
  expect([button().hidden, box().className]).toEqual([true, ""]);
});
