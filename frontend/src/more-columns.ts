/** Says how many columns stand beyond the edge of a wide table, and goes to the next of them. */
export function moreColumns(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("[data-more-columns]")) {
    const box = page.getElementById(button.getAttribute("aria-controls") ?? "");
    if (box) follow(box, button);
  }
}

function follow(box: HTMLElement, button: HTMLButtonElement): void {
  const beyond = (): HTMLElement[] => {
    const edge = box.getBoundingClientRect().right;
    return [...box.querySelectorAll<HTMLElement>("thead th")].filter((th) => th.getBoundingClientRect().right > edge + 2);
  };
  const say = (): void => {
    const left = box.scrollWidth > box.clientWidth ? beyond().length : 0;
    button.hidden = !left;
    button.textContent = `${left} more column${left === 1 ? "" : "s"}, scroll →`;
    box.classList.toggle("goes-on", left > 0);
  };
  button.addEventListener("click", () => {
    const next = beyond()[0];
    if (next) box.scrollBy({ left: Math.ceil(next.getBoundingClientRect().right - box.getBoundingClientRect().right) });
    if (document.activeElement === button && !beyond().length) box.focus();
  });
  box.addEventListener("scroll", say, { passive: true });
  new ResizeObserver(say).observe(box);
  say();
}
