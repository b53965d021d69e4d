import { expect, test } from "vitest";
import type { Refused } from "./messages";
import { arrive, FakeServer, settled, visit } from "./fake";

test("two who write at once read the same, and both are told that it is saved", async () => {
  const server = new FakeServer();
  const [one, two] = [visit(server), visit(server)];
  await settled();
  one.page.type(0, "shall ");
  two.page.type(0, "may ");
  expect(one.page.last?.state).toBe("saving");
  await settled();
  one.page.type(0, "[");
  await settled();
  expect(one.page.words).toBe(server.text());
  expect(two.page.words).toBe(server.text());
  expect(server.text()).toHaveLength(11);
  expect([one.page.last?.state, two.page.last?.state]).toEqual(["saved", "saved"]);
});

test("one writes in the page before there is a line, and others meanwhile", async () => {
  const server = new FakeServer();
  const two = visit(server);
  await settled();
  two.page.type(0, "shall act");
  await settled();
  const one = arrive(server);
  await one.session.begin(await server.page());
  one.page.type(5, " not");
  expect([one.page.words, one.page.last?.state, one.page.last?.unsent]).toEqual(["shall not act", "connecting", true]);
  two.page.type(0, "Each ");
  await settled();
  one.line.connect();
  await settled();
  expect([one.page.words, two.page.words, server.text()]).toEqual(Array(3).fill("Each shall not act"));
  expect([one.page.last?.state, one.page.copies]).toEqual(["saved", []]);
});

test("nothing is called saved before it is acknowledged", async () => {
  const server = new FakeServer();
  const { page, line } = visit(server);
  await settled();
  line.lose = (heard) => heard.type === "saved";
  page.type(0, "shall");
  await settled();
  expect(server.text()).toBe("shall");
  expect(page.last?.state).toBe("saving");
});

test("what is typed offline arrives once, also where only the answer was lost", async () => {
  const server = new FakeServer();
  const { page, line } = visit(server);
  await settled();
  line.lose = (heard) => heard.type === "saved";
  page.type(0, "shall");
  await settled();
  line.cut();
  page.type(5, " act");
  expect([page.last?.state, page.last?.unsent]).toEqual(["offline", true]);
  line.lose = () => false;
  line.connect();
  await settled();
  expect(server.text()).toBe("shall act");
  expect(page.last?.state).toBe("saved");
  expect(server.log).toHaveLength(2);
});

test("edits that were pushed and lost are fetched", async () => {
  const server = new FakeServer();
  const [one, two] = [visit(server), visit(server)];
  await settled();
  two.line.lose = (heard) => heard.type === "edits";
  one.page.type(0, "a");
  await settled();
  two.line.lose = () => false;
  one.page.type(1, "b");
  await settled();
  expect(two.page.words).toBe("ab");
});

test("a text that is not what its number says is built anew from the log", async () => {
  const server = new FakeServer();
  const { page, session, line } = visit(server);
  await settled();
  page.type(0, "shall");
  await settled();
  const before = session.shared;
  const heard = { type: "edits", edits: [], seq: 1, hash: "0".repeat(64), edition: 2 } as const;
  line.tell({ ...heard, edits: [] });
  await settled();
  expect(session.shared === before).toBe(false);
  expect(page.words).toBe("shall");
  expect(page.copies).toEqual([]);
});

test("unsent words that fit no more are given back as a copy", async () => {
  const server = new FakeServer();
  const { page, line } = visit(server);
  await settled();
  page.type(0, "Each Party");
  await settled();
  line.cut();
  page.type(10, " shall");
  const restored = new FakeServer();
  server.history = restored.history;
  server.log = [];
  line.connect();
  await settled();
  expect(page.words).toBe("");
  expect(page.copies.map((copy) => copy.words)).toEqual(["Each Party shall"]);
  expect(page.last?.state).toBe("saved");
});

const refusal = (id: string, more: Partial<Refused>): Refused => ({
  type: "refused", id, code: "too-large", what: "too long", final: true, retry_after: null, ...more,
});

test("words that are refused for good are given back, and the text is the one of the log", async () => {
  const server = new FakeServer();
  const { page } = visit(server);
  await settled();
  page.type(0, "Each Party");
  await settled();
  server.refuse = (id) => refusal(id, {});
  page.type(10, " shall");
  await settled();
  expect(page.words).toBe("Each Party");
  expect(page.copies.map((copy) => copy.words)).toEqual(["Each Party shall"]);
});

test("where the server is busy, the same is sent again", async () => {
  const server = new FakeServer();
  const { page } = visit(server);
  await settled();
  let times = 0;
  server.refuse = (id) => (times++ < 2 ? refusal(id, { code: "busy", final: false, retry_after: 0.01 }) : null);
  page.type(0, "shall");
  await new Promise((done) => setTimeout(done, 80));
  await settled();
  expect(server.text()).toBe("shall");
  expect(page.last?.state).toBe("saved");
});

test("where the server is busy when somebody joins, the joining is sent again", async () => {
  const server = new FakeServer();
  const busy = (): Refused => refusal("", { id: null, code: "busy", final: false, retry_after: 0.01 });
  const { page, session, line } = arrive(server);
  await session.begin(await server.page());
  page.type(0, "Each");
  const lost: unknown[] = [];
  line.lose = (heard) => heard.type === "joined" && lost.push(heard) < 3;
  line.connect();
  for (const n of [1, 2]) {
    await settled();
    expect(page.last?.state).toBe("connecting");
    line.tell(busy());
    await new Promise((done) => setTimeout(done, 20));
    expect(line.said.filter(({ type }) => type === "join").length).toBe(n + 1);
  }
  await settled();
  expect([server.text(), page.last?.state]).toEqual(["Each", "saved"]);
});

test("an edit that the log cannot build on is sent once more from the first on, then given back", async () => {
  const server = new FakeServer();
  const { page } = visit(server);
  await settled();
  server.refuse = (id) => refusal(id, { code: "withheld", final: false });
  page.type(0, "shall");
  await settled();
  expect(page.copies.map((copy) => copy.words)).toEqual(["shall"]);
  expect(page.words).toBe("");
});

test("who is revoked is told so, keeps the unsent words and writes nothing more", async () => {
  const server = new FakeServer();
  const { page, line } = visit(server);
  await settled();
  page.type(0, "Each");
  await settled();
  server.refuse = () => ({ type: "poke", seq: 1 }); // it never answers
  page.type(4, " Party");
  await settled();
  line.tell({ type: "closed", why: "revoked" });
  expect([page.last?.state, page.why]).toEqual(["blocked", "revoked"]);
  expect(page.copies.map(({ base, words }) => [base, words])).toEqual([["Each", "Each Party"]]);
  expect(line.open).toBe(false);
});

test("words that are in the log are no copy, where only the answer was lost", async () => {
  const server = new FakeServer();
  const { page, line } = visit(server);
  await settled();
  line.lose = (heard) => heard.type === "saved";
  page.type(0, "shall");
  await settled();
  line.tell({ type: "closed", why: "tabled" });
  expect([page.last?.unsent, page.copies]).toEqual([true, []]);
});

test("a copy knows the text that it was made of, with what others wrote until then", async () => {
  const server = new FakeServer();
  const [one, two] = [visit(server), visit(server)];
  await settled();
  one.page.type(0, "Each Party");
  await settled();
  server.refuse = (id) => (id === one.session.shared?.next()?.id ? { type: "poke", seq: 0 } : null);
  one.page.type(10, " shall");
  two.page.type(0, "1. ");
  await settled();
  one.line.tell({ type: "closed", why: "discarded" });
  expect(one.page.copies.map(({ base, words }) => [base, words])).toEqual([["1. Each Party", "1. Each Party shall"]]);
});
