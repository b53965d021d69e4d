import { expect, test } from "vitest";
import * as Y from "yjs";
import { type Edit, SharedText } from "./shared";

const HISTORY = "one";
const made = (client: number): SharedText => {
  const shared = new SharedText(HISTORY, () => undefined);
  shared.writeAs(client);
  return shared;
};
/** Sends all that is unsent to the log, and acknowledges it. */
const send = (from: SharedText, log: Uint8Array[]): void => {
  for (let edit = from.next(); edit; edit = from.next()) {
    log.push(edit.update);
    from.saved(edit.id, log.length);
  }
  read(from, log);
};
const read = (by: SharedText, log: Uint8Array[]): void => log.forEach((update, n) => by.receive(n + 1, update));

test("two who write at once read the same in the end", () => {
  const log: Uint8Array[] = [];
  const [one, two] = [made(1), made(2)];
  one.text.insert(0, "shall");
  two.text.insert(0, "may ");
  send(one, log);
  send(two, log);
  read(one, log);
  read(two, log);
  expect(one.text.toString()).toBe(two.text.toString());
  expect([one.have, two.have]).toEqual([2, 2]);
});

test("an edit that comes too early waits, and is told as a gap", () => {
  const log: Uint8Array[] = [];
  const [one, two] = [made(1), made(2)];
  one.text.insert(0, "a");
  send(one, log);
  one.text.insert(1, "b");
  send(one, log);
  expect(two.receive(2, log[1] as Uint8Array)).toBe("gap");
  expect(two.text.toString()).toBe("");
  expect(two.receive(1, log[0] as Uint8Array)).toBe("in order");
  expect(two.receive(2, log[1] as Uint8Array)).toBe("in order");
  expect(two.receive(1, log[0] as Uint8Array)).toBe("in order");
  expect(two.text.toString()).toBe("ab");
});

test("an acknowledgement does not say which edit has its number: the log is read in order", () => {
  const log: Uint8Array[] = [];
  const [one, two] = [made(1), made(2)];
  one.text.insert(0, "a");
  send(one, log);
  two.text.insert(0, "b");
  const edit = two.next() as Edit;
  log.push(edit.update);
  two.saved(edit.id, 2);
  expect([two.have, two.ahead]).toEqual([0, 2]);
  expect(two.unsent).toEqual([]);
  read(two, log);
  read(one, log);
  expect(two.have).toBe(2);
  expect(two.text.toString()).toBe(one.text.toString());
});

test("what is typed while an edit is under way is one more edit, however many keys it took", () => {
  const one = made(1);
  one.text.insert(0, "a");
  const first = one.next() as Edit;
  for (const sign of "bcd") one.text.insert(one.text.length, sign);
  expect(one.next()).toBe(first);
  expect(one.unsent).toHaveLength(2);
  one.saved(first.id, 1);
  const second = one.next() as Edit;
  const other = new Y.Doc();
  for (const edit of [first, second]) Y.applyUpdate(other, edit.update);
  expect(other.getText("text").toString()).toBe("abcd");
});

test("a merged edit has another id than the part of it that another window may have sent", () => {
  const one = made(1);
  one.text.insert(0, "a");
  const before = one.unsent[0]?.id;
  one.text.insert(1, "b");
  expect(one.unsent).toHaveLength(1);
  expect(one.unsent[0]?.id).not.toBe(before);
});

test("unsent edits of an earlier page go on top, under their ids, and are sent once", () => {
  const log: Uint8Array[] = [];
  const before = made(1);
  before.text.insert(0, "Each Party");
  send(before, log);
  before.text.insert(10, " shall");
  before.next();
  const kept = [...before.unsent];
  const after = new SharedText(HISTORY, () => undefined);
  read(after, log);
  expect(after.restore(kept)).toBe(true);
  after.writeAs(2);
  after.text.insert(16, " act");
  expect(after.text.toString()).toBe("Each Party shall act");
  expect(after.unsent.map((edit) => edit.id)[0]).toBe(kept[0]?.id);
  send(after, log);
  const reader = made(9);
  read(reader, log);
  expect(reader.text.toString()).toBe("Each Party shall act");
});

test("edits on top of a history that is gone do not fit", () => {
  const gone = made(1);
  gone.text.insert(0, "Each Party");
  gone.saved((gone.next() as Edit).id, 1);
  gone.text.insert(10, " shall");
  const here = made(2);
  expect(here.restore(gone.unsent)).toBe(false);
  expect([here.text.toString(), here.unsent.length]).toEqual(["", 0]);
});

test("the id the server gave is kept when foreign edits come under it", () => {
  const [one, two] = [made(7), made(7)];
  one.text.insert(0, "a");
  two.receive(1, one.unsent[0]?.update as Uint8Array);
  expect(two.doc.clientID).toBe(7);
});
