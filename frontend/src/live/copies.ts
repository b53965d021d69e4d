import { difference, type Stretch } from "./difference";
import type { About } from "./kept";
import type { Copy } from "./session";

/** A copy with what is told of it: of which draft it is, and when that was. */
export type Told = Copy & About & { at: number };

export interface Wishes {
  /** Puts the difference into the text; says why not, and nothing where it did. */
  putBack?: (made: Stretch[]) => string;
  /** The copy is let go of. */
  done?: () => void;
}

const BESIDE = 60; // characters shown on either side of what differs

/** Shows words that are not in their draft until the person has them: what they change, the whole text, and what can be done. */
export function showCopy(where: Element, copy: Told, wishes: Wishes): HTMLElement {
  const form = document.querySelector<HTMLTemplateElement>("template#copy") as HTMLTemplateElement;
  const shown = (form.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const part = (name: string): HTMLElement | null => shown.querySelector(`[data-${name}]`);
  const made = difference(copy.base, copy.words);
  part("made")?.replaceChildren(...drawn(made, copy.base));
  part("whole")?.append(copy.words);
  const say = (said: string): void => void part("says")?.replaceChildren(said);
  const does: Record<string, () => unknown> = {
    copy: async () => say(await copied(made.map(({ came }) => came.trim()).filter(Boolean).join("\n"))),
    whole: async () => say(await copied(copy.words)),
    download: () => download(copy, made),
    back: () => {
      const why = wishes.putBack?.(made) ?? "";
      if (why) say(why);
      else does["done"]?.();
    },
    done: () => (copy.forget(), shown.remove(), wishes.done?.()),
  };
  const nothingNew = !made.some(({ came }) => came.trim());
  for (const button of shown.querySelectorAll<HTMLElement>("[data-does=copy]")) button.hidden = nothingNew;
  shown.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-does]") : null;
    if (button) void does[button.dataset["does"] ?? ""]?.();
  });
  where.append(shown);
  return shown;
}

/** A time as the pages write it. */
export function time(at: number): string {
  const [day, hour] = [{ dateStyle: "long" }, { timeStyle: "short" }] as const;
  const told = [day, hour].map((how) => new Intl.DateTimeFormat("en-GB", { ...how, timeZone: "UTC" }).format(at));
  return `${told.join(", ")} UTC`;
}

/** Each stretch with the words beside it in its line. */
function drawn(made: readonly Stretch[], base: string): HTMLElement[] {
  if (!made.length) return [element("p", "They say the same as what was saved.")];
  return made.map(({ at, gone, came }) => {
    const line = base.slice(base.lastIndexOf("\n", at - 1) + 1, at);
    const rest = base.slice(at + gone.length).split("\n", 1)[0] ?? "";
    const shown = element("p", line.length > BESIDE ? `… ${line.slice(-BESIDE).replace(/^\S*\s/, "")}` : line);
    shown.dir = "auto";
    if (gone) shown.append(element("del", gone));
    if (came) shown.append(element("ins", came));
    shown.append(rest.length > BESIDE ? `${rest.slice(0, BESIDE).replace(/\s\S*$/, "")} …` : rest);
    return shown;
  });
}

async function copied(words: string): Promise<string> {
  const done = await navigator.clipboard?.writeText(words).then(() => true, () => false);
  return done ? "copied" : "not copied: select the words and copy them by hand";
}

function download(copy: Told, made: readonly Stretch[]): void {
  const changes = made.flatMap(({ gone, came }) => [gone && `- ${gone.trim()}`, came && `+ ${came.trim()}`]).filter(Boolean);
  const told = [copy.title, copy.whose, copy.negotiation, time(copy.at)].filter(Boolean);
  const text = [...told, "", "What was not saved:", ...changes, "", "The whole text as it was here:", "", copy.words, ""].join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = `${copy.title.replace(/[^\p{L}\p{N}]+/gu, " ").trim() || "Words"}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function element(name: string, words: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = words;
  return made;
}
