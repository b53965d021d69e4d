import { expect, test } from "vitest";
import { packed } from "./bytes";
import { Seal } from "./seal";

const secret = (fill: number): string => packed(new Uint8Array(32).fill(fill));

test("what is sealed is read again by the same person, and holds none of the words", async () => {
  const seal = (await Seal.of(secret(1), "one")) as Seal;
  const sealed = await seal.close({ text: "Each Party shall" });
  expect(new TextDecoder().decode(sealed.bytes)).not.toContain("Party");
  expect(await seal.open(sealed)).toEqual({ text: "Each Party shall" });
});

test("another person's key opens nothing", async () => {
  const [one, two] = [(await Seal.of(secret(1), "one")) as Seal, (await Seal.of(secret(2), "two")) as Seal];
  expect(await two.open(await one.close("words"))).toBe(null);
});
