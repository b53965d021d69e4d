import * as Y from "yjs";
import { hashOf, packed, unpacked } from "./bytes";
import type { Heard, Joined, Logged, Person, Said } from "./messages";
import type { Copy, Line, Page } from "./session";
import { Session } from "./session";
import type { SharedText } from "./shared";
import type { Status } from "./status";

/** A server in memory, for tests: the log, and lines that can be cut, be deaf or lose what they carry. */
export class FakeServer {
  history = crypto.randomUUID() as string;
  log: Uint8Array[] = [];
  refuse: ((edit: string) => Heard | null) | null = null;
  private ids = new Map<string, number>();
  private clients = 0;
  readonly lines: FakeLine[] = [];

  text(upTo = this.log.length): string {
    const doc = new Y.Doc();
    for (const update of this.log.slice(0, upTo)) Y.applyUpdate(doc, update);
    return doc.getText("text").toString();
  }

  async answer(said: Said, to: FakeLine): Promise<void> {
    if (said.type === "join") return to.tell(await this.joined(said.history, said.have));
    if (said.type === "fetch") return to.tell(await this.edits(said.after));
    if (said.type === "presence") return;
    const refused = this.refuse?.(said.id);
    if (refused) return to.tell(refused);
    if (!this.ids.has(said.id)) {
      this.log.push(unpacked(said.update));
      this.ids.set(said.id, this.log.length);
    }
    const seq = this.ids.get(said.id) as number;
    to.tell({ type: "saved", id: said.id, ...(await this.at(seq)) });
    for (const line of this.lines) if (line.open) line.tell(await this.edits(seq - 1));
  }

  /** What a page is sent with. */
  async page(): Promise<Joined> {
    return (await this.joined(null, 0)) as Joined;
  }

  private async joined(history: string | null, have: number): Promise<Heard> {
    const fits = history === this.history && have <= this.log.length;
    const edits = this.after(fits ? have : 0);
    const people: Person[] = [];
    const me = { name: "One", colour: 1 };
    const shared = { client: ++this.clients, history: this.history, may_write: true, me, people, mark: "" };
    const words = fits || history === null ? { edits } : { fits, state: packed(this.state()) };
    return { type: "joined", ...shared, ...words, ...(await this.at(this.log.length)) };
  }

  private state(): Uint8Array {
    const doc = new Y.Doc();
    for (const update of this.log) Y.applyUpdate(doc, update);
    return Y.encodeStateAsUpdate(doc);
  }

  private async edits(after: number): Promise<Heard> {
    return { type: "edits", edits: this.after(after), ...(await this.at(this.log.length)) };
  }

  private after(seq: number): Logged[] {
    return this.log.slice(seq).map((update, n) => [seq + n + 1, packed(update)]);
  }

  private async at(seq: number): Promise<{ seq: number; hash: string; edition: number }> {
    return { seq, hash: (await hashOf(this.text(seq))) as string, edition: seq + 1 };
  }
}

export class FakeLine implements Line {
  readonly plain = false;
  open = false;
  lose = (_heard: Heard): boolean => false;
  readonly said: Said[] = [];
  private going = Promise.resolve();

  constructor(
    private readonly server: FakeServer,
    private readonly session: Session,
  ) {
    server.lines.push(this);
    session.line = this;
  }

  connect(): void {
    this.open = true;
    this.session.opened();
  }

  cut(): void {
    this.open = false;
    this.session.lost();
  }

  send(said: Said): void {
    this.said.push(said);
    if (this.open) this.going = this.going.then(() => this.server.answer(said, this));
  }

  tell(heard: Heard): void {
    if (this.open && !this.lose(heard)) this.session.heard(heard);
  }

  end(): void {
    this.open = false;
  }
}

export class FakePage implements Page {
  shared: SharedText | null = null;
  copies: Copy[] = [];
  last: Status | null = null;
  why = "";
  readonly states: string[] = [];

  text(shared: SharedText): void {
    this.shared = shared;
  }

  status(status: Status): void {
    this.last = status;
    if (this.states.at(-1) !== status.state) this.states.push(status.state);
  }

  people(): void {}

  comments(): void {}

  edition(): void {}

  whose(): void {}

  copy(copy: Copy): void {
    this.copies.push(copy);
  }

  closed(why: string): void {
    this.why = why;
  }

  /** What the person reads. */
  get words(): string {
    return this.shared?.text.toString() ?? "";
  }

  type(at: number, words: string): void {
    this.shared?.text.insert(at, words);
  }
}

interface Visit {
  page: FakePage;
  session: Session;
  line: FakeLine;
}

/** A page with its session on `server`. */
export function visit(server: FakeServer): Visit {
  const arrived = arrive(server);
  arrived.line.connect();
  return arrived;
}

/** A page whose line is not there yet. */
export function arrive(server: FakeServer): Visit {
  const page = new FakePage();
  const session = new Session(page, null);
  return { page, session, line: new FakeLine(server, session) };
}

/** Until nothing is on its way any more. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setTimeout(done));
}
