import { beforeEach, expect, test, vi } from "vitest";
import { signingOut } from "./signing-out";

let kept: number;
let cleared: number;
const store = async <T>(_: string, ask: (all: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
  const all = { count: () => ({ result: kept }), clear: () => ({ result: void cleared++ }) };
  return ask(all as unknown as IDBObjectStore).result;
};
const form = (): HTMLFormElement => document.querySelector("form") as HTMLFormElement;
const press = async (): Promise<boolean> => {
  const left = vi.spyOn(form(), "submit").mockImplementation(() => undefined);
  form().dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  await new Promise((done) => setTimeout(done));
  return left.mock.calls.length > 0;
};
const warned = (): number => document.querySelectorAll("[role=alert]").length;

beforeEach(() => {
  [kept, cleared] = [0, 0];
  document.body.replaceWith(document.createElement("body"));
  document.body.innerHTML = `<form data-signs-out method="post"><button>Sign out</button></form>`;
});

signingOut(document, store);

test("signing out wipes what is kept and goes on", async () => {
  expect(await press()).toBe(true);
  expect([cleared, warned()]).toEqual([1, 0]);
});

test("where words are unsent, it is said once, and nothing is wiped before it is pressed again", async () => {
  kept = 1;
  expect(await press()).toBe(false);
  expect([cleared, warned()]).toEqual([0, 1]);
  expect(await press()).toBe(true);
  expect([cleared, warned()]).toEqual([1, 1]);
});
