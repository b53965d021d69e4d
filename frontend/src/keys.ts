import { taken } from "./typing";

/** `?` opens the list of keys; what had the focus has it again when the list closes. */
export function keys(page: Document): void {
  const dialog = page.querySelector<HTMLDialogElement>("dialog#keys");
  if (!dialog) return;
  let before: Element | null = null;
  const open = (): void => {
    before = page.activeElement;
    dialog.showModal();
  };
  page.addEventListener("keydown", (event) => {
    if (event.key !== "?" || taken(event) || dialog.open) return;
    event.preventDefault();
    open();
  });
  for (const button of page.querySelectorAll("[data-opens=keys]")) button.addEventListener("click", open);
  dialog.querySelector("[data-closes]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    if (before instanceof HTMLElement) before.focus();
  });
}
