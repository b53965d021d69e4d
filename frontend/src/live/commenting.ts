import { type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type * as Y from "yjs";
import { fetched, listened, put } from "./anew";
import { relative } from "./cursors";
import { placed } from "./places";

const EVERY = 15_000; // milliseconds between two looks for comments where the line says nothing of them

export const setComments = StateEffect.define<Range<Decoration>[]>();

/** The words that comments are about, marked in the text. */
export const comments = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const there = transaction.effects.find((effect) => effect.is(setComments));
    if (there) return Decoration.set(there.value, true);
    return transaction.docChanged ? before.map(transaction.changes) : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The comments beside the text: marked in it, begun from what is selected, and fetched when others have made some. */
export class Commenting {
  private due: ReturnType<typeof setTimeout> | undefined;
  private wanted = ""; // the mark of the comments as the server has them

  /** `told` says whether the line is there that tells of others' comments. */
  constructor(
    private readonly page: Document,
    private readonly view: () => EditorView | null,
    private readonly text: () => Y.Text | null,
    private readonly told: () => boolean,
  ) {
    page.addEventListener("click", (event) => this.click(event));
    // a form that has only just come is not sent as a page of its own: that would take the editor away
    page.addEventListener("submit", ({ target }) => target instanceof Element && target.closest("#comments") && listened(target), true);
    const around = page.querySelector(".beside-comments");
    if (around) new MutationObserver(() => this.mark()).observe(around, { childList: true });
    setInterval(() => (this.told() ? this.follow() : void this.refresh()), EVERY);
    for (const event of ["focusout", "visibilitychange"]) page.addEventListener(event, () => setTimeout(() => this.follow()));
  }

  /** Fetches the comments where others than those on the page are there, by their mark. */
  follow(mark = this.wanted): void {
    this.wanted = mark;
    if (mark && this.page.querySelector<HTMLElement>("#comments")?.dataset["mark"] !== mark) void this.refresh();
  }

  /** The words are others than before: mark anew where they have come to rest. */
  later(): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.mark(), 300);
  }

  mark(): void {
    const [view, text] = [this.view(), this.text()];
    if (!view || !text) return;
    const marks: Range<Decoration>[] = [];
    for (const thread of this.threads()) {
      const place = placed(anchor(thread), text);
      const gone = thread.querySelector<HTMLElement>("[data-gone]");
      if (gone) gone.hidden = place !== null;
      const mark = Decoration.mark({ class: "commented", attributes: { "data-of": thread.dataset["comment"] ?? "" } });
      if (place && !("resolved" in thread.dataset)) marks.push(mark.range(place.from, place.to));
    }
    view.dispatch({ effects: setComments.of(marks) });
  }

  /** Opens the form for a comment on what is selected. */
  begin(): boolean {
    const [view, text] = [this.view(), this.text()];
    const form = this.page.querySelector<HTMLDetailsElement>(".new-comment");
    if (!view || !text || !form) return false;
    const { from, to } = view.state.selection.main;
    this.fill("start", relative(text, from));
    this.fill("end", relative(text, to, true));
    this.fill("words", view.state.sliceDoc(from, Math.min(to, from + 500)));
    form.open = true;
    form.querySelector<HTMLElement>("[name=said]")?.focus();
    return true;
  }

  private click(event: Event): void {
    const target = event.target instanceof Element ? event.target : null;
    const shows = target?.closest<HTMLElement>("[data-shows]")?.dataset["shows"];
    if (shows) this.show(shows);
    const of = target?.closest<HTMLElement>(".commented")?.dataset["of"];
    if (of) this.page.getElementById(`comment-${of}`)?.scrollIntoView({ block: "nearest" });
  }

  /** Selects the words in the text that a comment is about. */
  private show(id: string): void {
    const [view, text] = [this.view(), this.text()];
    const thread = this.page.querySelector<HTMLElement>(`[data-comment="${id}"]`);
    const place = text && thread && placed(anchor(thread), text);
    if (!view || !place) return;
    const selection = { anchor: place.from, head: place.to };
    view.dispatch({ selection, effects: EditorView.scrollIntoView(place.from, { y: "center" }) });
    view.focus();
  }

  /** Comments that others have made since; not while somebody writes one. */
  private async refresh(): Promise<void> {
    const here = this.page.querySelector<HTMLElement>("#comments");
    if (!here || this.page.hidden || here.contains(this.page.activeElement)) return;
    if ([...here.querySelectorAll("textarea")].some((field) => field.value)) return;
    const came = await fetched(here.dataset["comments"] ?? "", "#comments");
    if (came && (came.dataset["mark"] !== here.dataset["mark"] || words(came) !== words(here))) put(here, came);
  }

  private fill(name: string, value: string): void {
    const field = this.page.querySelector<HTMLInputElement>(`.new-comment [name=${name}]`);
    if (field) field.value = value;
  }

  private threads(): HTMLElement[] {
    return [...this.page.querySelectorAll<HTMLElement>("[data-comment]")];
  }
}

function anchor(thread: HTMLElement): { start: string; end: string; words: string } {
  const { start = "", end = "", words = "" } = thread.dataset;
  return { start, end, words };
}

function words(comments: HTMLElement): string {
  return (comments.textContent ?? "").replace(/\s+/g, " ");
}
