import { beforeEach, expect, test, vi } from "vitest";
import type { Status } from "./status";
import { Surroundings } from "./surroundings";

const PAGE = `<main>
  <section id="live" hidden><div class="tools"><button data-run="bracket"></button><button data-run="find"></button>
    <button data-run="changes"></button></div></section>
  <form id="words"><input name="edition" value="3"><div class="typed"><textarea name="text">Words</textarea></div>
    <button type="submit" data-live="Save the notes">Save</button><p class="waits"></p></form>
  <form id="other"><input name="edition" value="3"></form></main>`;
const SAVED: Status = { state: "saved", unsent: false, kept: true, plain: false, why: "" };

let around: Surroundings;
const one = <T extends Element>(selector: string): T => document.querySelector<T>(selector) as T;
const submit = (): boolean => {
  const submitter = one<HTMLElement>("[data-live]");
  return one("#words").dispatchEvent(new SubmitEvent("submit", { cancelable: true, submitter }));
};

beforeEach(() => {
  document.body.innerHTML = PAGE;
  around = new Surroundings(document, one("#live"));
});

test("the editor takes the place of the plain field, which is no longer sent", () => {
  expect(around.begin()).toEqual({ words: "Words", base: "Words" });
  expect([one<HTMLElement>("#live").hidden, one<HTMLElement>(".typed").hidden]).toEqual([false, true]);
  expect(one<HTMLTextAreaElement>("textarea").disabled).toBe(true);
  expect(one("[data-live]").textContent).toBe("Save the notes");
});

test("what was typed into the plain field before is told", () => {
  one<HTMLTextAreaElement>("textarea").value = "Words and more";
  expect(around.begin()).toEqual({ words: "Words and more", base: "Words" });
});

test("forms about the whole draft follow its state, the one for the notes does not", () => {
  around.edition(9);
  expect([...document.querySelectorAll<HTMLInputElement>("[name=edition]")].map((f) => f.value)).toEqual(["3", "9"]);
});

test("where nothing can be written, only what does not write can be pressed", () => {
  around.writable(false);
  const pressed = [...document.querySelectorAll<HTMLButtonElement>("[data-run]")].map((button) => button.disabled);
  expect(pressed).toEqual([true, false, false]);
});

test("a copy that comes later can be put back only where one can write", () => {
  const copy = (): HTMLButtonElement => {
    one("#live").innerHTML = `<button data-does="back"></button>`;
    around.writable();
    return one("[data-does=back]");
  };
  expect(copy().disabled).toBe(true);
  around.writable(true);
  expect(copy().disabled).toBe(false);
});

test("where the draft is closed to the person, what works on it goes, and the page says that notes stay unsaved", () => {
  around.writable(true);
  one("#live").insertAdjacentHTML("beforeend", `<button data-does="back"></button><button data-does="download"></button>`);
  around.closed();
  const button = (does: string): boolean => one<HTMLButtonElement>(`[data-does=${does}]`).disabled;
  expect([one<HTMLElement>(".tools").hidden, button("back"), button("download")]).toEqual([true, true, false]);
  expect(one<HTMLButtonElement>("#words button").disabled).toBe(true);
  expect(one(".waits").textContent).toBe("Notes can no longer be saved here: copy what you need of them.");
});

test("the form waits for the last word, and is sent once", () => {
  const sent = vi.spyOn(one<HTMLFormElement>("#words"), "requestSubmit").mockImplementation(() => undefined);
  around.begin();
  around.status({ ...SAVED, state: "saving", unsent: true });
  expect(submit()).toBe(false);
  expect(one(".waits").textContent).toBe("Saving the last words …");
  around.status({ ...SAVED, state: "offline", unsent: true });
  expect(one(".waits").textContent).toBe("You are offline: your words must arrive first.");
  around.status(SAVED);
  around.status(SAVED);
  expect(sent.mock.calls.length).toBe(1);
});

test("with every word saved the form is sent at once", () => {
  around.begin();
  around.status(SAVED);
  expect(submit()).toBe(true);
});
