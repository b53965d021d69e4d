import { packed, unpacked } from "./bytes";
import { Seal, type Sealed } from "./seal";
import type { Edit } from "./shared";
import { stored } from "./store";

/** Words that nobody has acknowledged: the edits, the history they build on, and the whole text, should they not fit. */
export interface Unsent {
  history: string;
  edits: Edit[];
  text: string;
}

/** What was found, and how to forget it once it has arrived. */
export interface Found extends Unsent {
  forget: () => Promise<unknown>;
}

interface Written {
  history: string;
  edits: [id: string, update: string][];
  text: string;
}

/** Keeps unsent words in this browser through a reload. Each window writes its own, and reads those of all. */
export class Keeping {
  private readonly window = crypto.randomUUID();
  private wanted: Unsent | null = null;
  /** Whether the last words that were to be kept are. */
  works = true;
  private busy = false;
  private written = false;
  private stopped = false;

  constructor(private readonly seal: Seal) {}

  /** Keep these words, or none; the latest that was asked for counts. */
  keep(words: Unsent | null): void {
    this.wanted = words;
    void this.write();
  }

  /** Keeps nothing more. What is kept stays: a person whose session ended finds it after signing in again. */
  pause(): void {
    this.stopped = true;
  }

  /** Keeps a copy of words that fit nowhere until it is forgotten. */
  aside(words: string): () => void {
    if (this.stopped) return () => undefined;
    const key = [this.seal.name, crypto.randomUUID()];
    const putting = this.sealed({ history: "", edits: [], text: words }, key).catch(() => undefined);
    return () => void putting.then(() => forgotten(key));
  }

  /** What windows that are gone have left behind for this draft. */
  async found(): Promise<Found[]> {
    const all = IDBKeyRange.bound([this.seal.name, ""], [this.seal.name, "\uffff"]);
    const keys = await stored("readonly", (store) => store.getAllKeys(all));
    const sealed = await stored<Sealed[]>("readonly", (store) => store.getAll(all));
    const opened = await Promise.all(sealed.map((one) => this.seal.open(one)));
    return opened.flatMap((one, n) => (one ? [this.read(one as Written, keys[n] as IDBValidKey)] : []));
  }

  private read({ history, edits, text }: Written, key: IDBValidKey): Found {
    const unsent = edits.map(([id, update]) => ({ id, update: unpacked(update) }));
    return { history, edits: unsent, text, forget: () => forgotten(key) };
  }

  private async write(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    for (let at: Unsent | null | undefined; at !== this.wanted && !this.stopped; ) {
      at = this.wanted;
      // a full disk must not keep anybody from typing
      this.works = await this.put(at).then(() => true, () => false);
    }
    this.busy = false;
  }

  private async put(words: Unsent | null): Promise<void> {
    const key = [this.seal.name, this.window];
    if (!words) {
      if (this.written) await stored("readwrite", (store) => store.delete(key));
      this.written = false;
      return;
    }
    this.written = true;
    await this.sealed(words, key);
  }

  private async sealed(words: Unsent, key: IDBValidKey): Promise<void> {
    const edits = words.edits.map(({ id, update }): [string, string] => [id, packed(update)]);
    const sealed = await this.seal.close({ ...words, edits } satisfies Written);
    if (!this.stopped) await stored("readwrite", (store) => store.put(sealed, key));
  }
}

/** What could not be forgotten is found again by the next page, which sends it once more or shows it once more. */
function forgotten(key: IDBValidKey): Promise<unknown> {
  return stored("readwrite", (store) => store.delete(key)).catch(() => undefined);
}
