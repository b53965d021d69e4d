import { beforeEach, expect, test, vi } from "vitest";
import { copying } from "./copying";

copying(document);
beforeEach(() => {
  document.body.innerHTML = `<p><button data-copies="0123abcd">Copy</button><span role="status"></span></p>`;
});

const click = async (writeText: (text: string) => Promise<void>): Promise<string> => {
  vi.stubGlobal("navigator", { clipboard: { writeText } });
  document.querySelector("button")?.click();
  await new Promise((done) => setTimeout(done));
  return document.querySelector("[role=status]")?.textContent ?? "";
};

test("the whole hash is copied, and that is said", async () => {
  const copied: string[] = [];
  const said = await click(async (text) => void copied.push(text));
  expect(copied).toEqual(["0123abcd"]);
  expect(said).toBe("copied");
});

test("a clipboard that refuses is said too", async () => {
  const said = await click(() => Promise.reject(new Error("no")));
  expect(said).toBe("not copied: open the hash and copy it by hand");
});
