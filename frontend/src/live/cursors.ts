import { type Range, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import * as Y from "yjs";
import { packed } from "./bytes";
import type { Person } from "./messages";
import { placeOf } from "./places";

/** Those who are here, with their carets as places in this text. */
export const setPeople = StateEffect.define<Range<Decoration>[]>();

/** The carets and selections of others, each with the name that the server gives. */
export const cursors = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, transaction) {
    const here = transaction.effects.find((effect) => effect.is(setPeople));
    if (here) return Decoration.set(here.value, true);
    return transaction.docChanged ? before.map(transaction.changes) : before;
  },
  provide: (field) => EditorView.decorations.from(field),
});

class Caret extends WidgetType {
  constructor(readonly person: Person) {
    super();
  }
  override eq(other: Caret): boolean {
    return other.person.client === this.person.client && other.person.name === this.person.name;
  }
  override toDOM(): HTMLElement {
    const caret = document.createElement("span");
    caret.className = `caret person-${this.person.colour}`;
    caret.setAttribute("aria-hidden", "true"); // the list above the text names them
    const name = caret.appendChild(document.createElement("span"));
    name.textContent = this.person.name;
    return caret;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}

/** Where people are in `text`, as it is now; who has no place in it is left out. */
export function carets(people: readonly Person[], text: Y.Text): Range<Decoration>[] {
  return people.flatMap((person) => {
    const [anchor, head] = [placeOf(person.anchor, text), placeOf(person.head, text)];
    if (anchor === null || head === null) return [];
    const caret = Decoration.widget({ widget: new Caret(person), side: head > anchor ? -1 : 1 }).range(head);
    if (anchor === head) return [caret];
    const selected = Decoration.mark({ class: `selected person-${person.colour}` });
    return [caret, selected.range(Math.min(anchor, head), Math.max(anchor, head))];
  });
}

/** A place in `text` that stays with its words: with what follows it, or with what is before it. */
export function relative(text: Y.Text, at: number, before = false): string {
  return packed(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, at, before ? -1 : 0)));
}
