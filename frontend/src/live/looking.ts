import type { ChangeDesc } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { setHeadings } from "./lines";
import { units } from "./points";
import { type Change, setChanges } from "./redline";

const PAUSE = 400; // milliseconds without a key before the server is asked

/** What the server says of the words: in characters of the text that it was given. */
interface Told {
  changes: [start: number, end: number, gone: string][];
  headings: number;
}

/** Asks the server, beside the typing, what the words change; shows its answer beside the text and in it. */
export class Looking {
  private due: ReturnType<typeof setTimeout> | undefined;
  private asked: AbortController | null = null;
  private since: ChangeDesc | null = null;

  constructor(
    private readonly address: string,
    private readonly token: string,
    private readonly beside: () => Element | null,
    private readonly view: () => EditorView | null,
  ) {}

  /** The text has changed: ask soon. */
  later(): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => void this.look(), PAUSE);
  }

  /** What has changed since the server was asked: its answer is moved by that. */
  follow(update: ViewUpdate): void {
    if (update.docChanged) this.since = this.since ? this.since.composeDesc(update.changes) : update.changes;
  }

  private async look(): Promise<void> {
    const view = this.view();
    if (!view) return;
    this.asked?.abort();
    this.asked = new AbortController();
    this.since = null;
    const text = view.state.doc.toString();
    try {
      const body = new URLSearchParams({ text, csrfmiddlewaretoken: this.token });
      const answer = await fetch(this.address, { method: "POST", body, signal: this.asked.signal });
      if (answer.ok) this.show(text, await answer.text());
      else this.stale();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) this.stale();
    }
  }

  /** It goes on being shown, and says that it is of words before. */
  private stale(): void {
    this.beside()?.classList.add("stale");
  }

  private show(text: string, answer: string): void {
    const came = new DOMParser().parseFromString(answer, "text/html").querySelector("#look");
    const view = this.view();
    if (!came || !view) return;
    this.beside()?.replaceWith(document.importNode(came, true));
    const told = JSON.parse(came.querySelector("script")?.textContent ?? "null") as Told | null;
    if (!told) return;
    const at = units(text);
    const changes = told.changes.map(([start, end, gone]): Change => ({ from: at(start), to: at(end), gone }));
    view.dispatch({ effects: [setChanges.of({ changes, since: this.since }), setHeadings.of(told.headings)] });
  }
}
