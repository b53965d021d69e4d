/** A hash is shown short and copied whole. */
export function copying(page: Document): void {
  page.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copies]") : null;
    if (!button) return;
    const said = button.parentElement?.querySelector("[role=status]");
    try {
      await navigator.clipboard.writeText(button.dataset["copies"] ?? "");
      if (said) said.textContent = "copied";
    } catch {
      if (said) said.textContent = "not copied: open the hash and copy it by hand";
    }
  });
}
