import type { Addresses, Ears, Link } from "./link";
import type { Heard, Said } from "./messages";
import { openPlain } from "./plain";
import { openSocket } from "./socket";

const QUIET = 2400; // milliseconds without a word after which one is asked for; the server says one every two seconds
const PATIENCE = 2400; // milliseconds that an answer may take: with QUIET, a dead line is known within five seconds
const HIDDEN = 15_000; // QUIET of a page that nobody looks at
const PROBE = 20_000; // how often a socket is tried again while requests do
const SOON = 3000; // the first time, where sockets have worked before
const LONGEST = 8000; // between two attempts

export interface Wanted {
  /** A line is open: join. */
  opened(): void;
  heard(heard: Heard): void;
  /** The line is gone, and is tried again. */
  lost(): void;
  readonly have: number;
}

/** Keeps a line to the server open: over a socket where it can, over plain requests where it cannot, again when it is lost. */
export class Connection {
  plain = false;
  private link: Link | null = null;
  private trying: Link | null = null;
  private worked = false; // whether a socket ever did
  private used = false; // whether there ever was a line
  private attempts = 0;
  private ended = false;
  private timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly addresses: Addresses,
    private readonly wanted: Wanted,
    private readonly open = { socket: openSocket, plain: openPlain },
  ) {
    addEventListener("online", () => this.again());
    addEventListener("offline", () => this.drop());
    document.addEventListener("visibilitychange", () => this.listen());
  }

  start(): void {
    this.attempt(false);
  }

  /** Says it, if there is a line; what was not said is said again by who joins anew. */
  send(said: Said): void {
    if (!this.link) return;
    this.link.send(said);
    if (said.type !== "presence") this.expect();
  }

  /** No line any more, and none tried again. */
  end(): void {
    this.ended = true;
    this.hangUp();
  }

  private attempt(plain: boolean): void {
    if (this.ended) return;
    this.hangUp();
    const opened = plain
      ? this.open.plain(this.addresses, this.ears(true))
      : this.open.socket(this.addresses.socket, this.ears(false));
    this.trying = opened;
    this.after("answer", PATIENCE, () => this.failed(plain));
  }

  private ears(plain: boolean): Ears {
    return {
      opened: (link) => this.use(link),
      heard: (heard) => this.hear(heard),
      alive: () => this.alive(),
      down: () => this.failed(plain),
      have: () => this.wanted.have,
    };
  }

  private use(link: Link): void {
    this.link = link;
    this.used = true;
    this.trying = null;
    this.plain = link.plain;
    this.wanted.opened();
  }

  private hear(heard: Heard): void {
    if (heard.type === "joined") this.joined();
    this.alive();
    this.wanted.heard(heard);
  }

  private alive(): void {
    this.clear("answer");
    this.listen();
  }

  private joined(): void {
    this.attempts = 0;
    if (this.plain) this.after("probe", this.worked ? SOON : PROBE, () => this.probe());
    else this.worked = true;
  }

  private failed(plain: boolean): void {
    const had = this.link !== null;
    this.hangUp();
    if (had || (plain && !this.used)) this.wanted.lost();
    if (!plain && navigator.onLine) this.attempt(true);
    else this.later();
  }

  private later(): void {
    const wait = Math.min(LONGEST, 500 * 2 ** this.attempts++) * (0.5 + Math.random() / 2);
    this.after("again", wait, () => this.attempt(false));
  }

  private again(): void {
    if (!this.link && !this.ended) this.attempt(false);
  }

  private drop(): void {
    if (!this.ended) this.failed(true);
  }

  /** While requests do, see whether a socket would. */
  private probe(): void {
    const here = this.link;
    const nothing = (): void => this.after("probe", PROBE, () => this.probe());
    const probed = this.open.socket(this.addresses.socket, {
      ...this.ears(false),
      opened: (link) => {
        if (this.link !== here || !here) return link.close();
        here.close();
        this.after("answer", PATIENCE, () => this.failed(false));
        this.use(link);
      },
      down: () => (this.link === probed ? this.failed(false) : nothing()),
    });
  }

  private listen(): void {
    if (!this.link) return;
    this.after("quiet", document.hidden ? HIDDEN : QUIET, () => this.send({ type: "fetch", after: this.wanted.have }));
  }

  private expect(): void {
    if (!this.timers.has("answer")) this.after("answer", PATIENCE, () => this.failed(this.plain));
  }

  private hangUp(): void {
    for (const name of [...this.timers.keys()]) this.clear(name);
    this.trying?.close();
    this.link?.close();
    this.link = this.trying = null;
  }

  private after(name: string, milliseconds: number, then: () => void): void {
    this.clear(name);
    this.timers.set(name, setTimeout(() => (this.timers.delete(name), then()), milliseconds));
  }

  private clear(name: string): void {
    clearTimeout(this.timers.get(name));
    this.timers.delete(name);
  }
}
