// The editor on the page of a draft: it takes the place of the plain field once the draft's text has come.
import "./live.css";
import { Bar } from "./bar";
import { Commenting } from "./commenting";
import type { Holder } from "./brackets";
import { Company } from "./company";
import { Connection } from "./connection";
import { showCopy } from "./copies";
import { Editor } from "./editor";
import type { About } from "./kept";
import type { Joined } from "./messages";
import { Looking } from "./looking";
import { Seal } from "./seal";
import { type Page, Session } from "./session";
import { Surroundings } from "./surroundings";
import { Keeping } from "./unsent";

const live = document.querySelector<HTMLElement>("#live");
if (live) void start(live);

async function start(live: HTMLElement): Promise<void> {
  const { socket, messages, look, draft, key, name, nonce, title, negotiation } = live.dataset as Record<string, string>;
  const part = (name: string): HTMLElement => live.querySelector(`[data-${name}]`) as HTMLElement;
  const token = document.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "";
  const holders = JSON.parse(document.querySelector("#live-delegations")?.textContent ?? "{}") as Record<string, Holder>;
  const about = (): About => ({
    draft: draft ?? "",
    title: title ?? "",
    whose: live.querySelector(".whose")?.textContent ?? "",
    negotiation: negotiation ?? "",
  });
  const begun = JSON.parse(document.querySelector("#live-begun")?.textContent ?? "null") as Joined | null;
  const bar = new Bar(live);
  const company = new Company(document, begun?.delegations ?? null);
  const around = new Surroundings(document, live);
  const editor: Editor = new Editor(part("editor"), {
    nonce: nonce ?? "",
    delegations: new Map(Object.entries(holders)),
    say: (words) => bar.say(words),
    changed: (update) => (looking.follow(update), looking.later(), commenting.later()),
    comment: () => commenting.begin(),
    here: (anchor, head) => session.here(anchor, head),
    keys: () => live.querySelector<HTMLElement>("[data-opens=keys]")?.click(),
    toggled: (shown) => around.toggled(shown),
  });
  const looking = new Looking(look ?? "", token, () => document.querySelector("#look"), () => editor.view);
  const commenting = new Commenting(document, () => editor.view, () => session.shared?.text ?? null, () => session.online);
  const page: Page = {
    text: (shared, writable) => {
      around.writable(writable);
      editor.open(shared, writable);
      looking.later();
      commenting.later();
    },
    status: (status) => {
      bar.status(status);
      around.status(status);
      if (status.state !== "blocked") return;
      around.writable(false);
      editor.lock();
    },
    people: (people) => (bar.people(people), editor.present(people)),
    comments: (mark) => commenting.follow(mark),
    copy: (copy) => {
      showCopy(part("copies"), { ...copy, ...about(), at: Date.now() }, { putBack: (made) => editor.put(made, copy.base) });
      around.writable();
    },
    edition: (edition) => around.edition(edition),
    whose: (delegations) => company.follow(delegations),
    closed: (why) => {
      if (why === "signed-out") return editor.lock();
      around.closed();
      editor.close();
    },
  };
  const plain = around.begin();
  around.writable(false);
  part("editor").append(waiting(plain.words));
  if (plain.words !== plain.base) page.copy({ ...plain, forget: () => undefined });
  const seal = await Seal.of(key ?? "", name ?? "");
  const session = new Session(page, seal && new Keeping(seal, about));
  const address = new URL(socket ?? "", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const connection = new Connection({ socket: address.href, messages: messages ?? "", token }, session);
  session.line = connection;
  live.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-run]") : null;
    if (button?.dataset["run"] === "comment") commenting.begin();
    else if (button) editor.run(button.dataset["run"] ?? "");
  });
  if (begun) await session.begin(begun);
  connection.start();
}

/** The words as the page was sent with them, to read until the draft's own text has come. */
function waiting(words: string): HTMLElement {
  const shown = document.createElement("div");
  shown.className = "waiting words";
  shown.dir = "auto";
  shown.textContent = words;
  return shown;
}
