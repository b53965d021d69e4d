import { countLeft } from "./live/kept";
import { CHANGED } from "./live/store";

const SOON = 300; // milliseconds: the page of a draft takes over what it finds first

/** The link to the words that are kept on this device is there while there are any of this person in no open window. */
export function keptLink(page: Document, count = countLeft): void {
  const link = page.querySelector<HTMLElement>("[data-kept-as]");
  if (!link) return;
  let due: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    const found = await count(link.dataset["keptAs"] ?? "").catch(() => 0);
    link.hidden = !found;
    link.querySelector("[data-number]")?.replaceChildren(String(found));
  };
  const later = (): void => {
    clearTimeout(due);
    due = setTimeout(() => void look(), SOON);
  };
  addEventListener(CHANGED, later);
  page.addEventListener("visibilitychange", later);
  later();
}
