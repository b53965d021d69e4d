import type { Person } from "./messages";
import { type Status, told } from "./status";

const ALOUD = new Set(["offline", "blocked"]);

/** The line above the text: how the words stand with the server, and who else is here. */
export class Bar {
  private aloud = "";

  constructor(private readonly bar: Element) {}

  status(status: Status): void {
    const { name, means } = told(status);
    const shown = this.part("state");
    shown.textContent = name;
    shown.className = `state ${status.state}`;
    this.part("means").textContent = means;
    this.tell(status);
  }

  people(people: readonly Person[]): void {
    const list = this.part("people");
    list.replaceChildren(...people.map(chip));
    this.part("alone").hidden = people.length > 0;
  }

  /** Says something that the eye sees elsewhere. */
  say(words: string): void {
    this.part("said").textContent = words;
  }

  /** A screen reader hears what is unusual, and when it is over; not each key that is saved. */
  private tell(status: Status): void {
    const unusual = ALOUD.has(status.state) ? status.state : status.plain && status.state !== "connecting" ? "plain" : "";
    if (unusual === this.aloud) return;
    this.aloud = unusual;
    const { name, means } = told(status);
    this.part("aloud").textContent = unusual ? `${name}. ${means}` : "Connected again.";
  }

  private part(name: string): HTMLElement {
    return this.bar.querySelector(`[data-${name}]`) as HTMLElement;
  }
}

function chip({ name, colour }: Person): HTMLElement {
  const item = document.createElement("li");
  item.className = `person-${colour}`;
  item.textContent = name;
  return item;
}
