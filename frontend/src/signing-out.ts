import { stored } from "./live/store";

/** Signing out wipes the unsent words that are kept on this device; where there are any, it is said once before. */
export function signingOut(page: Document, store = stored): void {
  let warned = false;
  page.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("signsOut" in form.dataset)) return;
    event.preventDefault();
    const kept = await store("readonly", (all) => all.count()).catch(() => 0);
    if (kept && !warned) {
      warned = true;
      warn(form);
      return;
    }
    await store("readwrite", (all) => all.clear()).catch(() => undefined);
    form.submit();
  });
}

function warn(form: HTMLFormElement): void {
  const said = form.ownerDocument.createElement("p");
  said.setAttribute("role", "alert");
  said.className = "sheet";
  said.textContent =
    "Words of yours that are not saved yet are kept on this device. Signing out removes them: press again to sign out all the same.";
  form.after(said);
}
