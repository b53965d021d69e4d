import { showCopy, time } from "./live/copies";
import { type Kept, left } from "./live/kept";
import { Seal } from "./live/seal";

/** The page of the words that are kept on this device: those of this person, whatever has become of their drafts. */
export async function keptList(page: Document): Promise<void> {
  const list = page.querySelector<HTMLElement>("#kept");
  if (!list) return;
  const seal = await Seal.of(list.dataset["key"] ?? "", list.dataset["name"] ?? "");
  const found = seal && (await left(seal).catch(() => null));
  for (const one of found ?? []) show(one, list);
  tell(list, found ? "" : "unable");
}

function show(one: Kept, list: HTMLElement): void {
  const copy = { ...one, words: one.text, forget: () => void one.forget() };
  const shown = showCopy(list, copy, { done: () => gone(list) });
  const part = (name: string): HTMLElement => shown.querySelector(`[data-${name}]`) as HTMLElement;
  part("title").textContent = one.title;
  part("of").textContent = [one.whose, one.negotiation].filter(Boolean).join(" · ");
  part("at").textContent = time(one.at);
  part("at").setAttribute("datetime", new Date(one.at).toISOString());
  part("open").setAttribute("href", (list.dataset["draft"] ?? "").replace(/[0-]{36}/, one.draft));
}

function gone(list: HTMLElement): void {
  tell(list, "");
  list.focus();
}

/** Says that there is nothing, or that nothing can be kept. */
function tell(list: HTMLElement, what: string): void {
  const said = what || (list.querySelector("article") ? "" : "nothing");
  for (const one of list.querySelectorAll<HTMLElement>("[data-when]")) one.hidden = one.dataset["when"] !== said;
}
