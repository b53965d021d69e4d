const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Words of a text that are pointed at, tapped or come to by key say where they come from, in one place below the text. */
export function sources(page: Document): void {
  const text = page.querySelector<HTMLElement>("[data-sourced]");
  const said = text?.querySelector<HTMLElement>("[data-source-said]");
  if (!text || !said) return;
  const runs = firsts(text);
  const hint = [...said.childNodes];
  runs[0]?.setAttribute("tabindex", "0");
  let kept = false; // a click keeps what is said, so that the pointer can go to it over other words
  const show = (event: Event): void => {
    if (kept && event.type === "pointerover") return;
    const word = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-run]") : null;
    if (event.type === "click" && !said.contains(event.target as Node)) kept = Boolean(word);
    if (word) tell(page, text, said, word);
  };
  for (const kind of ["pointerover", "click", "focusin"]) text.addEventListener(kind, show);
  text.addEventListener("keydown", (event) => {
    const at = runs.findIndex((run) => run === page.activeElement);
    const step = STEPS[event.key];
    const next = at < 0 || !step || event.altKey || event.ctrlKey || event.metaKey ? undefined : runs[at + step];
    if (next) {
      event.preventDefault();
      enter(runs, next);
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || page.querySelector("dialog[open]")) return;
    kept = false;
    mark(text, "");
    said.replaceChildren(...hint);
  });
}

/** Of each run of words the first part: it can have the focus. */
function firsts(text: HTMLElement): HTMLElement[] {
  const found = new Map<string, HTMLElement>();
  for (const part of text.querySelectorAll<HTMLElement>("[data-run]")) {
    const run = part.dataset["run"] ?? "";
    if (!found.has(run)) found.set(run, part);
  }
  for (const part of found.values()) part.setAttribute("tabindex", "-1");
  return [...found.values()];
}

/** One run at a time is a stop of the Tab key: that which was looked at last. */
function enter(runs: HTMLElement[], next: HTMLElement): void {
  for (const run of runs) run.setAttribute("tabindex", run === next ? "0" : "-1");
  next.focus();
}

function tell(page: Document, text: HTMLElement, said: HTMLElement, word: HTMLElement): void {
  const run = word.dataset["run"] ?? "";
  const source = page.getElementById(`source-${word.dataset["source"]}`);
  if (!source || text.querySelector(".looked-at")?.getAttribute("data-run") === run) return;
  mark(text, run);
  said.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
}

function mark(text: HTMLElement, run: string): void {
  for (const part of text.querySelectorAll("[data-run]")) {
    part.classList.toggle("looked-at", part.getAttribute("data-run") === run);
  }
}
