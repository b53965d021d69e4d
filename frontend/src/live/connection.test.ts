import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Connection } from "./connection";
import type { Addresses, Ears, Link } from "./link";
import type { Heard, Said } from "./messages";

const ADDRESSES = { socket: "ws://here/", messages: "/messages/", token: "t" };
const JOINED = { type: "joined" } as Heard;

/** One attempt at a line, and what was said over it. */
class Attempt implements Link {
  said: Said[] = [];
  closed = false;
  constructor(
    readonly plain: boolean,
    readonly ears: Ears,
  ) {}
  send(said: Said): void {
    this.said.push(said);
  }
  close(): void {
    this.closed = true;
  }
  /** It breaks, which it does once. */
  break(): void {
    if (!this.closed) this.ears.down();
    this.closed = true;
  }
  join(): void {
    this.ears.opened(this);
    this.ears.heard(JOINED);
  }
}

let attempts: Attempt[];
let lost: number;
let connection: Connection;
const last = (): Attempt => attempts.at(-1) as Attempt;
const made = (plain: boolean, ears: Ears): Link => {
  attempts.push(new Attempt(plain, ears));
  return last();
};

beforeEach(() => {
  vi.useFakeTimers();
  attempts = [];
  lost = 0;
  const wanted = { opened: () => undefined, heard: () => undefined, lost: () => void lost++, have: 7 };
  const open = {
    socket: (_: string, ears: Ears) => made(false, ears),
    plain: (_: Addresses, ears: Ears) => made(true, ears),
  };
  connection = new Connection(ADDRESSES, wanted, open);
  connection.start();
});
afterEach(() => {
  connection.end();
  vi.useRealTimers();
});

test("a socket that does not open is followed by plain requests", () => {
  expect(last().plain).toBe(false);
  last().break();
  last().join();
  expect([attempts.length, connection.plain]).toEqual([2, true]);
});

test("a socket that neither opens nor fails is given up in time", () => {
  vi.advanceTimersByTime(3000);
  expect([attempts.length, last().plain]).toEqual([2, true]);
});

test("where a socket opens later, it takes over from the requests", () => {
  last().break();
  const plain = last();
  plain.join();
  for (let second = 0; second < 21; second++) {
    plain.ears.alive();
    vi.advanceTimersByTime(1000);
  }
  expect(attempts.length).toBe(3);
  last().join();
  expect([plain.closed, connection.plain, lost]).toEqual([true, false, 0]);
});

test("a line that is silent is asked, and is lost within five seconds", () => {
  last().join();
  const socket = last();
  vi.advanceTimersByTime(2500);
  expect(socket.said).toEqual([{ type: "fetch", after: 7 }]);
  expect(lost).toBe(0);
  vi.advanceTimersByTime(2450);
  expect([lost, socket.closed]).toEqual([1, true]);
});

test("an answer in time keeps the line", () => {
  last().join();
  for (let turn = 0; turn < 10; turn++) {
    vi.advanceTimersByTime(2500);
    last().ears.alive();
  }
  expect([lost, attempts.length]).toEqual([0, 1]);
});

test("what is lost is tried again, less and less often, and at once when the browser is online", () => {
  last().join();
  last().break();
  last().break();
  expect(lost).toBe(1);
  const before = attempts.length;
  dispatchEvent(new Event("online"));
  expect(attempts.length).toBe(before + 1);
  for (let minute = 0; minute < 60; minute++) {
    last().break();
    vi.advanceTimersByTime(1000);
  }
  expect(attempts.length - before > 10).toBe(true);
  expect(attempts.length - before < 40).toBe(true);
});

test("nothing is tried after the end", () => {
  last().join();
  connection.end();
  vi.advanceTimersByTime(60_000);
  expect(attempts.length).toBe(1);
});
