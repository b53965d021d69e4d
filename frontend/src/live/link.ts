import type { Heard, Said } from "./messages";

/** A way to the server that is open: a socket, or plain requests. */
export interface Link {
  readonly plain: boolean;
  send(said: Said): void;
  close(): void;
}

/** Who listens at the end of a link. `down` comes once, and not after `close`. */
export interface Ears {
  opened(link: Link): void;
  heard(heard: Heard): void;
  /** Something came, if only that there is no news. */
  alive(): void;
  down(): void;
  /** The number up to which the log is known here. */
  have(): number;
}

export interface Addresses {
  socket: string;
  messages: string;
  token: string;
}
