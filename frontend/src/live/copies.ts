import type { Copy } from "./session";

/** Shows words that could not be saved until the person has them: to copy, to put back, or to let go. */
export function showCopy(where: Element, copy: Copy, putBack: (words: string) => void): void {
  const form = document.querySelector<HTMLTemplateElement>("template#copy") as HTMLTemplateElement;
  const shown = (form.content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
  const words = shown.querySelector("pre") as HTMLElement;
  const said = shown.querySelector("[role=status]") as HTMLElement;
  words.textContent = copy.words;
  const done = (): void => {
    copy.forget();
    shown.remove();
  };
  const does: Record<string, () => unknown> = {
    copy: async () => {
      const copied = await navigator.clipboard?.writeText(copy.words).then(() => true, () => false);
      said.textContent = copied ? "copied" : "not copied: select the words and copy them by hand";
    },
    back: () => (putBack(copy.words), done()),
    done,
  };
  shown.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-does]") : null;
    if (button) void does[button.dataset["does"] ?? ""]?.();
  });
  where.append(shown);
}
