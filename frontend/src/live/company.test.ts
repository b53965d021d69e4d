import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Company } from "./company";

const PART = (words: string): string => `<div id="sharing-part" data-sharing="/share/"><p>${words}</p><button>Invite it</button></div>`;
const text = (selector: string): string => document.querySelector(selector)?.textContent ?? "";
const told = (): string => text("[data-company]");
const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

beforeEach(() => {
  document.body.innerHTML = `<b data-names>Ardenia</b><h2><span data-names>Ardenia</span></h2><p data-company></p>
    <textarea></textarea>${PART("Borvale is invited")}`;
  vi.stubGlobal("fetch", async () => new Response(PART("Borvale drafts this with you")));
});
afterEach(() => vi.unstubAllGlobals());

test("who joins is told, and the page says everywhere who sees it", async () => {
  const company = new Company(document, ["Ardenia"]);
  document.querySelector("textarea")!.focus();
  company.follow(["Ardenia"]);
  expect(told()).toBe("");
  company.follow(["Ardenia", "Borvale"]);
  expect(told()).toBe("Borvale has joined this draft: what you write from here on is seen there, too.");
  expect([...document.querySelectorAll("[data-names]")].map((one) => one.textContent)).toEqual(Array(2).fill("Ardenia and Borvale"));
  await settled();
  expect(text("#sharing-part p")).toBe("Borvale drafts this with you");
  expect(document.activeElement?.tagName).toBe("TEXTAREA");
  company.follow(["Ardenia", "Kethmar", "Lomaria"]);
  expect(told()).toBe(
    "Kethmar and Lomaria have joined this draft: what you write from here on is seen there, too. Borvale is no longer at this draft.",
  );
});

test("a page that does not know who was there tells of nobody", () => {
  const company = new Company(document, null);
  company.follow(["Ardenia", "Borvale"]);
  expect(told()).toBe("");
  expect(text("[data-names]")).toBe("Ardenia and Borvale");
});

test("the part about sharing waits for who is in it", async () => {
  const company = new Company(document, ["Ardenia"]);
  document.querySelector("button")!.focus();
  company.follow(["Ardenia", "Borvale"]);
  await settled();
  expect([text("#sharing-part p"), document.activeElement?.textContent]).toEqual(["Borvale is invited", "Invite it"]);
  document.querySelector("textarea")!.focus();
  document.dispatchEvent(new FocusEvent("focusout"));
  await settled();
  expect(text("#sharing-part p")).toBe("Borvale drafts this with you");
});
