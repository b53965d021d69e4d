import { taken } from "./typing";

const NEXT = ["n", "j"];
const PREVIOUS = ["p", "k"];

/** Next and previous change on a comparison: by key, by button, and said aloud once. */
export function changes(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (taken(event) || page.querySelector("dialog[open]")) return;
    if (NEXT.includes(event.key)) go(page, 1);
    else if (PREVIOUS.includes(event.key)) go(page, -1);
  });
  page.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-step]") : null;
    if (button) go(page, Number(button.getAttribute("data-step")));
  });
}

/** Moves to the change `step` further on; behind the last comes the first. */
export function go(page: Document, step: number): void {
  const numbers = numbered(page);
  if (!numbers.length) return;
  const now = numbers.indexOf(current(page));
  const first = step > 0 ? 0 : numbers.length - 1;
  const next = now < 0 ? first : (now + step + numbers.length) % numbers.length;
  show(page, numbers[next] as number, numbers.length);
}

/** The numbers of the changes on the page, in the order in which they stand. */
export function numbered(page: Document): number[] {
  const marks = page.querySelectorAll("[data-change]");
  return [...new Set([...marks].map((mark) => Number(mark.getAttribute("data-change"))))];
}

function current(page: Document): number {
  return Number(page.querySelector("[data-change].current")?.getAttribute("data-change"));
}

function show(page: Document, number: number, total: number): void {
  for (const mark of page.querySelectorAll("[data-change]")) {
    mark.classList.toggle("current", mark.getAttribute("data-change") === String(number));
  }
  const mark = page.querySelector<HTMLElement>(`[data-change="${number}"]`);
  mark?.setAttribute("tabindex", "-1");
  mark?.focus({ preventScroll: true });
  mark?.scrollIntoView({ block: "center" });
  const said = page.querySelector("[data-said]");
  if (said) said.textContent = `Change ${number} of ${total}`;
}
