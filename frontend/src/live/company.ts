import { fetched, put } from "./anew";

/** Which delegations are at the draft, wherever the page says so. Who comes or goes is told once, and moves nothing. */
export class Company {
  private stale = false;

  /** `names` are those that the page was sent with; null where it does not say. */
  constructor(
    private readonly page: Document,
    private names: readonly string[] | null,
  ) {
    page.addEventListener("focusout", () => setTimeout(() => void this.refresh()));
  }

  follow(names: readonly string[]): void {
    for (const place of this.page.querySelectorAll("[data-names]")) place.textContent = listed(names);
    const before = this.names ?? names;
    this.names = names;
    const came = names.filter((name) => !before.includes(name));
    const went = before.filter((name) => !names.includes(name));
    if (!came.length && !went.length) return;
    this.say(came, went);
    this.stale = true;
    void this.refresh();
  }

  private say(came: readonly string[], went: readonly string[]): void {
    const place = this.page.querySelector("[data-company]");
    const joined = `${listed(came)} ${came.length > 1 ? "have" : "has"} joined this draft: what you write from here on is seen there, too.`;
    const left = `${listed(went)} ${went.length > 1 ? "are" : "is"} no longer at this draft.`;
    if (place) place.textContent = [...(came.length ? [joined] : []), ...(went.length ? [left] : [])].join(" ");
  }

  /** The part about sharing as it is now; not while somebody is in it. */
  private async refresh(): Promise<void> {
    const here = this.page.querySelector<HTMLElement>("#sharing-part");
    if (!this.stale || !here || here.contains(this.page.activeElement)) return;
    this.stale = false;
    const came = await fetched(here.dataset["sharing"] ?? "", "#sharing-part");
    if (came && !here.contains(this.page.activeElement)) put(here, came);
    else this.stale = true;
  }
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${last}` : last;
}
