/** What is selected in the text fills the field for the words that are to be tagged. */
export function quoting(page: Document): void {
  const field = page.querySelector<HTMLTextAreaElement>("[data-quote]");
  const text = page.querySelector("[data-quoted]");
  if (!field || !text) return;
  page.addEventListener("selectionchange", () => {
    const selected = page.getSelection();
    const words = selected?.toString().trim();
    if (words && text.contains(selected?.anchorNode ?? null) && text.contains(selected?.focusNode ?? null)) field.value = words;
  });
}
