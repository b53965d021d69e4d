// What this browser and the server say to one another; docs/decisions/0009-live-protocol.md has the meaning of each.

export interface Person {
  client: number;
  name: string;
  colour: number;
  anchor: string | null;
  head: string | null;
}

export type Logged = [seq: number, update: string];

export type Said =
  | { type: "join"; history: string | null; have: number; hash: string | null }
  | { type: "edit"; id: string; update: string }
  | { type: "fetch"; after: number }
  | { type: "presence"; anchor: string | null; head: string | null };

/** How far the log has gone, the hash of the text there, and what the pages call this state of the draft. */
export interface At {
  seq: number;
  hash: string;
  edition: number;
}

export interface Joined extends At {
  type: "joined";
  client: number;
  history: string;
  may_write: boolean;
  me: { name: string; colour: number };
  /** Names of the delegations that are at the draft, its own first. */
  delegations?: string[];
  people: Person[];
  mark: string;
  edits?: Logged[];
  state?: string;
  fits?: boolean;
}

export interface Saved extends At {
  type: "saved";
  id: string;
}

export interface Edits extends At {
  type: "edits";
  edits: Logged[];
}

export interface Present {
  type: "presence";
  people: Person[];
  mark: string;
}

/** How the comments on the draft stand: others are shown where a page has another mark. */
export interface Remarked {
  type: "comments";
  mark: string;
}

export interface Refused {
  type: "refused";
  id: string | null;
  code: string;
  what: string;
  final: boolean;
  retry_after: number | null;
}

export interface Closed {
  type: "closed";
  why: string;
}

export type Heard = Joined | Saved | Edits | Present | Remarked | Refused | Closed | { type: "poke"; seq: number };
