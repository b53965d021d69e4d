import * as Y from "yjs";
import { newId } from "./bytes";

/** One edit as it is sent: its id stays with its bytes, so that what arrives twice counts once. */
export interface Edit {
  id: string;
  update: Uint8Array;
}

/** What `receive` found: all is in order, or edits before it are missing. */
export type Order = "in order" | "gap";

const REMOTE = "remote";

/**
 * A draft's text as this browser has it: the edits of the log up to number `have`, and those of its own on top of them
 * that nobody has acknowledged. The log is applied in its own order only.
 */
export class SharedText {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText("text");
  have = 0;
  /** The text has own words of the log up to here, be it further than `have`. */
  ahead = 0;
  private readonly log = new Y.Doc(); // without own edits that nobody has acknowledged
  private queue: Edit[] = [];
  private sent = 0; // how many edits at the head of the queue may have been sent

  /** `changed` is called when there is something to send. */
  constructor(
    readonly history: string,
    private readonly changed: () => void,
  ) {
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) this.add(update);
    });
  }

  get unsent(): readonly Edit[] {
    return this.queue;
  }

  /** The text without its unsent edits. */
  get acknowledged(): string {
    return this.log.getText("text").toString();
  }

  /** Takes over a state of the log at `seq`, which holds every edit before it. */
  load(state: Uint8Array, seq: number): void {
    this.take(state);
    this.have = Math.max(this.have, seq);
  }

  /** Applies edit `seq` of the log if it is the next one; one that is here already changes nothing. Empty, it is a large own one. */
  receive(seq: number, update: Uint8Array): Order {
    if (seq <= this.have) return "in order";
    if (seq > this.have + 1) return "gap";
    if (update.length) this.take(update);
    this.have = seq;
    return "in order";
  }

  /** Own edits of an earlier page go on top. Whether they fit: they do not where the log lacks what they build on. */
  restore(edits: readonly Edit[]): boolean {
    const trial = new Y.Doc();
    for (const update of [Y.encodeStateAsUpdate(this.doc), ...edits.map((edit) => edit.update)]) Y.applyUpdate(trial, update);
    if (trial.store.pendingStructs || trial.store.pendingDs) return false;
    for (const edit of edits) this.apply(edit.update);
    this.queue.push(...edits);
    this.sent = this.queue.length;
    return true;
  }

  /** From here on own edits are made as `client`, which the server gave to this connection. */
  writeAs(client: number): void {
    this.doc.clientID = client;
  }

  /** The next edit to send; the same one again until it is acknowledged. */
  next(): Edit | null {
    this.sent = Math.max(this.sent, Math.min(1, this.queue.length));
    return this.queue[0] ?? null;
  }

  /** The words of edit `id` are in the log at `seq`. Which edit has that number is told with the log itself. */
  saved(id: string, seq: number): void {
    this.ahead = Math.max(this.ahead, seq);
    const [head] = this.queue;
    if (head?.id !== id) return;
    Y.applyUpdate(this.log, head.update);
    this.queue.shift();
    this.sent = Math.max(0, this.sent - 1);
  }

  private take(update: Uint8Array): void {
    Y.applyUpdate(this.log, update);
    this.apply(update);
  }

  private apply(update: Uint8Array): void {
    // Yjs takes a new id of its own when it meets foreign edits under the one it writes with
    const client = this.doc.clientID;
    this.doc.clientID = 0;
    Y.applyUpdate(this.doc, update, REMOTE);
    this.doc.clientID = client;
  }

  private add(update: Uint8Array): void {
    const last = this.queue.length > this.sent ? this.queue.pop() : undefined;
    // merged, it is another edit: another window may have sent the shorter one under the old id
    this.queue.push({ id: newId(), update: last ? Y.mergeUpdates([last.update, update]) : update });
    this.changed();
  }
}
