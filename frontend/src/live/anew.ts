declare global {
  interface Window {
    htmx?: { process(part: Element): void };
  }
}

/** A part of the page as the server has it now; null where it does not answer. */
export async function fetched(address: string, selector: string): Promise<HTMLElement | null> {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>(selector);
}

/** Puts it in the place of what is there; its forms are sent as those of the page are. */
export function put(here: HTMLElement, came: HTMLElement): void {
  const made = here.ownerDocument.importNode(came, true);
  here.replaceWith(made);
  listened(made);
}

/** Sends the forms of `part` as those of the page are, if they are not yet. */
export function listened(part: Element): void {
  part.ownerDocument.defaultView?.htmx?.process(part);
}
