import { hashOf, packed, unpacked } from "./bytes";
import type { At, Heard, Joined, Person, Refused, Said, Saved } from "./messages";
import { type Order, SharedText } from "./shared";
import type { Status } from "./status";
import type { Found, Keeping } from "./unsent";

/** A text that could not be put on top of the draft's, and the one that it was made of; `forget` once the person has it. */
export interface Copy {
  words: string;
  base: string;
  forget: () => void;
}

/** What the page shows of a session. */
export interface Page {
  /** A text to write in, instead of the one before. */
  text(shared: SharedText, writable: boolean): void;
  status(status: Status): void;
  people(people: Person[]): void;
  /** The comments stand as this mark says. */
  comments(mark: string): void;
  copy(copy: Copy): void;
  edition(edition: number): void;
  /** Which delegations the draft is private to. */
  whose(delegations: string[]): void;
  /** The draft is closed to this person. */
  closed(why: string): void;
}

export interface Line {
  readonly plain: boolean;
  send(said: Said): void;
  end(): void;
}

const AGAIN = 10_000; // milliseconds between two times that the text is built anew because it differs
const PRESENCE = 300; // milliseconds between two of one's own: at most four a second are taken

/** One person's work on one draft: the text, what is unsent of it, and the line to the server. */
export class Session {
  shared: SharedText | null = null;
  line!: Line;
  private at: At | null = null;
  private joined = false;
  private met = false; // whether the line was ever there
  private lostLine = false;
  private flying = false;
  private why = "";
  private rebuilding = false;
  private rebuilt = -AGAIN;
  private withheld = 0;
  private turn = 0; // of the line: what was begun on one that is gone does not go on
  private place: { anchor: string | null; head: string | null } = { anchor: null, head: null };
  private presenceDue: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly page: Page,
    private readonly keeping: Keeping | null,
  ) {}

  get have(): number {
    return this.shared?.have ?? 0;
  }

  get online(): boolean {
    return this.joined;
  }

  opened(): void {
    const fresh = !this.shared || this.rebuilding;
    const known = !fresh && this.at?.seq === this.have ? this.at.hash : null;
    this.turn++;
    this.joined = this.flying = false;
    this.line.send({ type: "join", history: fresh ? null : this.shared!.history, have: fresh ? 0 : this.have, hash: known });
  }

  lost(): void {
    this.turn++;
    this.joined = this.flying = false;
    this.lostLine = true;
    this.page.people([]);
    this.show();
  }

  heard(heard: Heard): void {
    switch (heard.type) {
      case "joined":
        return void this.join(heard);
      case "saved":
        return this.saved(heard);
      case "edits":
        return this.order(this.receive(heard.edits), heard);
      case "poke":
        return this.fetch(heard.seq);
      case "presence":
        return this.page.people(heard.people);
      case "comments":
        return this.page.comments(heard.mark);
      case "refused":
        return this.refused(heard);
      case "closed":
        return this.closed(heard.why);
    }
  }

  /** Where the person's caret is, as relative positions of the text. */
  here(anchor: string | null, head: string | null): void {
    if (this.place.anchor === anchor && this.place.head === head) return;
    this.place = { anchor, head };
    this.presenceDue ??= setTimeout(() => this.sayHere(), PRESENCE);
  }

  /** Begins with the log as the page was sent with it: one writes before the line is there. */
  async begin(joined: Joined): Promise<void> {
    await this.take(joined);
    this.at = joined;
    this.keep();
    this.show();
  }

  private async join(joined: Joined): Promise<void> {
    const turn = this.turn;
    await this.take(joined);
    if (turn === this.turn) this.ready(joined);
  }

  private async take(joined: Joined): Promise<void> {
    const misfit = this.shared && (this.rebuilding || joined.fits === false || joined.history !== this.shared.history);
    if (misfit) this.copy();
    const fresh = misfit || !this.shared;
    const shared = fresh ? new SharedText(joined.history, () => this.changed()) : this.shared!;
    if (fresh) this.at = null;
    if (joined.state) shared.load(unpacked(joined.state), joined.seq);
    for (const [seq, update] of joined.edits ?? []) shared.receive(seq, unpacked(update));
    const first = !this.shared;
    this.shared = shared;
    if (first) await this.restore();
    shared.writeAs(joined.client);
    if (!joined.may_write) this.why = "read-only";
    if (fresh) this.page.text(shared, joined.may_write);
  }

  private ready(joined: Joined): void {
    this.joined = this.met = true;
    this.rebuilding = this.lostLine = this.flying = false;
    this.page.people(joined.people);
    if (joined.delegations) this.page.whose(joined.delegations);
    this.sayHere();
    this.keep();
    this.order("in order", joined);
  }

  /** Words that were unsent when an earlier page went: on top of the text where they fit, else as a copy. */
  private async restore(): Promise<void> {
    const taken: Found[] = [];
    for (const found of (await this.keeping?.found().catch(() => [])) ?? []) {
      const fits = found.history === this.shared!.history && this.shared!.restore(found.edits);
      if (fits) taken.push(found);
      else this.page.copy({ words: found.text, base: found.base, forget: () => void found.forget() });
    }
    if (taken.length) void this.takeOver(taken);
  }

  /** What this window keeps itself need not be kept for the one before. */
  private async takeOver(taken: Found[]): Promise<void> {
    this.keep();
    if (await this.keeping!.kept()) for (const found of taken) void found.forget();
  }

  private receive(edits: [number, string][]): Order {
    let order: Order = "in order";
    for (const [seq, update] of edits) if (this.shared?.receive(seq, unpacked(update)) === "gap") order = "gap";
    return order;
  }

  /** The log itself, own words in it, comes by another message. */
  private saved({ id, seq, edition }: Saved): void {
    this.shared?.saved(id, seq);
    this.flying = false;
    this.withheld = 0;
    this.keep();
    this.page.edition(edition);
    this.pump();
    this.show();
  }

  /** What follows whenever the log has been heard of: fetch what is missing, send what is unsent, compare, show. */
  private order(order: Order, at: At): void {
    if (order === "gap" || this.have < at.seq) this.line.send({ type: "fetch", after: this.have });
    if (this.have === at.seq) this.at = at;
    this.page.edition(at.edition);
    this.pump();
    const { shared } = this;
    if (shared?.have === at.seq && shared.ahead <= at.seq && !shared.unsent.length) void this.compare(shared, at);
    this.show();
  }

  private async compare(shared: SharedText, at: At): Promise<void> {
    const hash = await hashOf(shared.text.toString());
    if (!hash || hash === at.hash || shared !== this.shared || !this.joined) return;
    if (performance.now() - this.rebuilt < AGAIN) return; // it did not help: with the next edit again
    this.rebuilt = performance.now();
    this.rebuild();
  }

  private rebuild(): void {
    this.rebuilding = true;
    this.joined = false;
    this.line.send({ type: "join", history: null, have: 0, hash: null });
  }

  private fetch(seq: number): void {
    if (seq > this.have && this.joined) this.line.send({ type: "fetch", after: this.have });
  }

  private changed(): void {
    this.keep();
    this.pump();
    this.show();
  }

  private pump(): void {
    const edit = this.joined && !this.flying && !this.why ? this.shared?.next() : null;
    if (!edit) return;
    this.flying = true;
    this.line.send({ type: "edit", id: edit.id, update: packed(edit.update) });
  }

  private keep(): void {
    const { unsent, history, text, acknowledged } = this.shared!;
    this.keeping?.keep(unsent.length ? { history, edits: [...unsent], text: text.toString(), base: acknowledged } : null);
  }

  private refused(refused: Refused): void {
    if (refused.code === "not-writable") this.why = "read-only";
    if (refused.code === "bad-message" || this.why) return this.show();
    if (refused.code === "withheld" && this.withheld++ === 0) return this.opened();
    if (refused.final || refused.code === "withheld") return this.rebuild();
    const turn = this.turn;
    setTimeout(() => {
      if (turn !== this.turn) return;
      if (!this.joined) return this.opened(); // it was the joining that was refused
      this.flying = false;
      this.pump();
    }, (refused.retry_after ?? 1) * 1000);
  }

  private closed(why: string): void {
    if (why === "restart") return;
    this.why = why;
    this.joined = false;
    this.line.end();
    if (why === "signed-out") this.keeping?.pause();
    else this.keeping?.leave();
    this.copy(() => this.keeping?.drop());
    this.page.people([]);
    this.page.closed(why);
    this.show();
  }

  /** The words of this page, for the person, where some of them could not be saved. */
  private copy(forget?: () => void): void {
    if (!this.shared?.unsent.length) return;
    const [words, base] = [this.shared.text.toString(), this.shared.acknowledged];
    if (words === base) return forget?.();
    this.page.copy({ words, base, forget: forget ?? this.keeping?.aside(words, base) ?? (() => undefined) });
  }

  private sayHere(): void {
    clearTimeout(this.presenceDue);
    this.presenceDue = undefined;
    if (this.joined) this.line.send({ type: "presence", ...this.place });
  }

  private show(): void {
    const unsent = Boolean(this.shared?.unsent.length);
    const started = this.met || this.lostLine;
    const online = this.joined ? (unsent ? "saving" : "saved") : this.lostLine ? "offline" : started ? "saving" : "connecting";
    const state = this.why ? "blocked" : online;
    this.page.status({ state, unsent, kept: this.keeping?.works ?? false, plain: this.line.plain, why: this.why });
  }
}
