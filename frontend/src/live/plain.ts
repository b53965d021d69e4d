import type { Addresses, Ears, Link } from "./link";
import type { Heard, Said } from "./messages";

const WAIT = 2; // seconds that the server holds a request which has no news: a dead line is known soon after
const PATIENCE = 4500; // milliseconds without a byte until a request counts as lost
const SLOWEST = 5; // bytes a millisecond that an upload may be counted on to make
const MOMENT = 1000; // milliseconds

/** A link over plain requests, where sockets are blocked: what is said is posted in order, news is asked for again and again. */
export function openPlain(addresses: Addresses, ears: Ears): Link {
  const stop = new AbortController();
  const waiting: Said[] = [];
  let posting = false;
  let client: number | null = null;
  let mark = "";
  let comments = "";

  const fail = (): void => {
    if (stop.signal.aborted) return;
    stop.abort();
    ears.down();
  };
  const hear = (all: Heard[]): void => {
    for (const one of all) {
      if (stop.signal.aborted) return;
      if (one.type === "comments") comments = one.mark;
      else if ("mark" in one) mark = one.mark;
      const first = one.type === "joined" && client === null;
      if (one.type === "joined") client = one.client;
      ears.heard(one);
      if (first) void listen();
    }
  };
  const post = async (): Promise<void> => {
    if (posting) return;
    posting = true;
    for (let said = waiting.shift(); said && !stop.signal.aborted; said = waiting.shift()) {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": addresses.token };
      const who = client === null ? "" : `?client=${client}`;
      hear(await asked(addresses.messages + who, { method: "POST", body: JSON.stringify(said), headers }, said));
    }
    posting = false;
  };
  const listen = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const news = { client: String(client), after: String(ears.have()), people: mark, comments, wait: String(WAIT) };
      hear(await asked(`${addresses.messages}?${new URLSearchParams(news)}`, {}));
      if (document.hidden) await pause(5000);
    }
  };
  const alive = (): void => {
    if (!stop.signal.aborted) ears.alive();
  };
  const asked = async (address: string, init: RequestInit, said?: Said): Promise<Heard[]> => {
    const lost = new AbortController();
    const patience = (milliseconds: number): ReturnType<typeof setTimeout> => setTimeout(() => lost.abort(), milliseconds);
    // how far an upload is, a browser does not tell
    const size = typeof init.body === "string" ? init.body.length : 0;
    let timer = patience(PATIENCE + size / SLOWEST);
    const going = size > SLOWEST * MOMENT ? setInterval(alive, MOMENT) : undefined;
    try {
      const signal = AbortSignal.any([stop.signal, lost.signal]);
      const answer = await fetch(address, { ...init, signal, credentials: "same-origin" });
      clearInterval(going);
      if (answer.ok) {
        return await read(answer, () => {
          clearTimeout(timer);
          timer = patience(PATIENCE);
          alive();
        });
      }
      const refused = await refusal(answer);
      if (!refused) fail();
      else if (!said) await pause(seconds(answer) * 1000);
      return refused ?? [];
    } catch {
      fail();
      return [];
    } finally {
      clearInterval(going);
      clearTimeout(timer);
    }
  };

  const link: Link = {
    plain: true,
    send: (said) => {
      waiting.push(said);
      void post();
    },
    close: () => stop.abort(),
  };
  queueMicrotask(() => {
    if (!stop.signal.aborted) ears.opened(link);
  });
  return link;
}

/** The messages of an answer; `came` is called with each piece of it. */
async function read(answer: Response, came: () => void): Promise<Heard[]> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    came();
    text += decoder.decode(piece.value, { stream: true });
  }
  return JSON.parse(text + decoder.decode()) as Heard[];
}

/** What a status says, as the messages that a socket would have brought; null where nobody of ours answered. */
async function refusal(answer: Response): Promise<Heard[] | null> {
  if (answer.status === 401 || answer.status === 403) return [{ type: "closed", why: "signed-out" }];
  if (answer.status === 404) return [{ type: "closed", why: "not-there" }];
  const said = (await answer.json().catch(() => null)) as unknown;
  return Array.isArray(said) ? (said as Heard[]) : null;
}

function seconds(answer: Response): number {
  return Number(answer.headers.get("Retry-After")) || 1;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
