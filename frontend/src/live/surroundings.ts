import type { Status } from "./status";

const WRITES = ["bracket", "alternative", "number", "undo", "redo"]; // tools that change the words

/** What of the page around the editor goes with it: the plain field, the form for the notes, the redline beside the text. */
export class Surroundings {
  private status_: Status | null = null;
  private waiting: HTMLElement | null = null;
  private canWrite = false;

  constructor(
    private readonly page: Document,
    private readonly live: HTMLElement,
  ) {
    this.form?.addEventListener("submit", (event) => this.submit(event));
    page.defaultView?.addEventListener("beforeunload", (event) => {
      if (this.status_?.unsent && !this.status_.kept) event.preventDefault();
    });
  }

  /**
   * The editor takes the place of the plain field, whose words are no longer sent with the form. Gives the words back, and those
   * that the page was sent with.
   */
  begin(): { words: string; base: string } {
    this.live.hidden = false;
    const typed = this.form?.querySelector<HTMLElement>(".typed");
    const field = typed?.querySelector("textarea");
    if (typed) typed.hidden = true;
    if (field) field.disabled = true;
    for (const button of this.form?.querySelectorAll<HTMLElement>("[data-live]") ?? []) {
      button.textContent = button.dataset["live"] ?? "";
    }
    this.toggled(true);
    return { words: field?.value ?? "", base: field?.defaultValue ?? "" };
  }

  /** What changes the words can be pressed, or not; without `writable`, what has come to the page is made as the rest. */
  writable(writable = this.canWrite): void {
    this.canWrite = writable;
    for (const tool of this.live.querySelectorAll<HTMLButtonElement>("[data-run]")) {
      tool.disabled = !writable && WRITES.includes(tool.dataset["run"] ?? "");
    }
    for (const back of this.live.querySelectorAll<HTMLButtonElement>("[data-does=back]")) back.disabled = !writable;
  }

  /** The draft is closed to this person: what works on it goes. */
  closed(): void {
    this.writable(false);
    for (const tools of this.live.querySelectorAll<HTMLElement>(".tools")) tools.hidden = true;
    for (const button of this.page.querySelectorAll<HTMLButtonElement>("main [type=submit]")) button.disabled = true;
    this.say("Notes can no longer be saved here: copy what you need of them.");
  }

  /** Forms about the whole draft name its latest state. That of the notes keeps the state that they were read in. */
  edition(edition: number): void {
    for (const field of this.page.querySelectorAll<HTMLInputElement>("input[name=edition]")) {
      if (field.form !== this.form) field.value = String(edition);
    }
  }

  toggled(shown: boolean): void {
    this.live.querySelector("[data-run=changes]")?.setAttribute("aria-pressed", String(shown));
    this.page.querySelector(".beside-text")?.classList.toggle("drawn-in-text", shown);
  }

  status(status: Status): void {
    this.status_ = status;
    const { waiting } = this;
    if (!waiting) return;
    if (status.unsent && status.state !== "saving") this.say("You are offline: your words must arrive first.");
    if (status.unsent) return;
    this.waiting = null; // once
    this.form?.requestSubmit(waiting);
  }

  /** What others would receive is shown once the last word is saved. */
  private submit(event: SubmitEvent): void {
    if (!this.status_?.unsent || this.live.hidden) return;
    event.preventDefault();
    this.waiting = event.submitter;
    this.say(this.status_.state === "saving" ? "Saving the last words …" : "You are offline: your words must arrive first.");
  }

  private say(words: string): void {
    const place = this.form?.querySelector(".waits");
    if (place) place.textContent = words;
  }

  private get form(): HTMLFormElement | null {
    return this.page.querySelector("form#words");
  }
}
