import { newId, packed } from "./bytes";
import { type About, type Kept, forgotten, kept, type Written } from "./kept";
import type { Seal } from "./seal";
import type { Edit } from "./shared";
import { CHANGED, stored } from "./store";
import { hold } from "./windows";

/** Words that nobody has acknowledged: the edits, the history they build on, and the whole text with and without them, should they not fit. */
export interface Unsent {
  history: string;
  edits: Edit[];
  text: string;
  base: string;
}

/** What was found, and how to forget it once it has arrived. */
export type Found = Unsent & Pick<Kept, "forget">;

/** Keeps unsent words in this browser through a reload. Each window writes its own, and reads those of all on its draft. */
export class Keeping {
  private readonly window = newId();
  private readonly letGo = hold(this.window);
  private wanted: Unsent | null = null;
  /** Whether the last words that were to be kept are. */
  works = true;
  private writing: Promise<void> | null = null;
  private written = false;
  private stopped = false;

  constructor(
    private readonly seal: Seal,
    private readonly about: () => About,
  ) {}

  /** Keep these words, or none; the latest that was asked for counts. */
  keep(words: Unsent | null): void {
    this.wanted = words;
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  /** Once all is written that was to be: whether it is kept. */
  async kept(): Promise<boolean> {
    await this.writing;
    return this.works && !this.stopped;
  }

  /** Keeps nothing more. What is kept stays: a person whose session ended finds it after signing in again. */
  pause(): void {
    this.stopped = true;
    this.leave();
  }

  /** This window is not where what it keeps can be sent from any more; it is written once more, should another have taken it over. */
  leave(): void {
    if (!this.stopped) this.keep(this.wanted);
    this.letGo();
    dispatchEvent(new Event(CHANGED));
  }

  /** The person has what this window keeps. */
  drop(): void {
    void this.kept().then(() => forgotten(this.key(this.window)));
  }

  /** Keeps a copy of words that fit nowhere until it is forgotten. */
  aside(text: string, base: string): () => void {
    if (this.stopped) return () => undefined;
    const key = this.key(newId());
    const putting = this.sealed({ history: "", edits: [], text, base }, key).catch(() => undefined);
    return () => void putting.then(() => forgotten(key));
  }

  /** What windows have left behind for this draft. */
  async found(): Promise<Found[]> {
    const { draft } = this.about();
    return (await kept(this.seal)).filter((one) => one.draft === draft);
  }

  private async write(): Promise<void> {
    for (let at: Unsent | null | undefined; at !== this.wanted && !this.stopped; ) {
      at = this.wanted;
      // a full disk must not keep anybody from typing
      this.works = await this.put(at).then(() => true, () => false);
    }
  }

  private async put(words: Unsent | null): Promise<void> {
    const key = this.key(this.window);
    if (!words) {
      if (this.written) await stored("readwrite", (store) => store.delete(key));
      this.written = false;
      return;
    }
    this.written = true;
    await this.sealed(words, key);
  }

  private async sealed(words: Unsent, key: string[]): Promise<void> {
    const edits = words.edits.map(({ id, update }): [string, string] => [id, packed(update)]);
    const written: Written = { ...words, edits, ...this.about(), at: Date.now() };
    const sealed = await this.seal.close(written);
    if (!this.stopped) await stored("readwrite", (store) => store.put(sealed, key));
  }

  private key(id: string): string[] {
    return [this.seal.name, id];
  }
}
