import { defaultKeymap } from "@codemirror/commands";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { drawSelection, EditorView, keymap, type KeyBinding, type ViewUpdate } from "@codemirror/view";
import { yCollab, yUndoManagerKeymap } from "y-codemirror.next";
import * as Y from "yjs";
import { bracketed, type Holder } from "./brackets";
import { comments } from "./commenting";
import { carets, cursors, relative, setPeople } from "./cursors";
import { placed, type Stretch } from "./difference";
import { bracketThis, nextNumber, proposeAlternative } from "./helping";
import { setLines } from "./lines";
import type { Person } from "./messages";
import { go, redline, redlineKeys, showChanges } from "./redline";
import type { SharedText } from "./shared";
import { wholeSigns } from "./signs";
import { steady } from "./steady";

export interface Wishes {
  nonce: string;
  delegations: ReadonlyMap<string, Holder>;
  /** Says something aloud and shows it, such as which change this is. */
  say: (words: string) => void;
  /** The text has changed, by whomever. */
  changed: (update: ViewUpdate) => void;
  /** The caret is there now; null when the editor is left. */
  here: (anchor: string | null, head: string | null) => void;
  /** A comment on what is selected is to be written. */
  comment: () => void;
  /** The list of keys is asked for. */
  keys: () => void;
  /** The changes against the base are shown in the text, or no longer. */
  toggled: (shown: boolean) => void;
}

/** The editor of a draft: one text at a time, which is changed for another when the log is built anew. */
export class Editor {
  view: EditorView | null = null;
  private shared: SharedText | null = null;
  private undo: Y.UndoManager | null = null;
  private readonly locked = new Compartment();
  private people: readonly Person[] = [];

  constructor(
    private readonly parent: Element,
    private readonly wishes: Wishes,
  ) {}

  /** Shows `shared` to write in. Where there was another text, the caret and the focus stay about where they were. */
  open(shared: SharedText, writable: boolean): void {
    const [focused, at] = [this.view?.hasFocus, this.view?.state.selection.main.head ?? 0];
    const shown = this.view?.state.field(redline).shown ?? true;
    this.close();
    this.shared = shared;
    this.undo = new Y.UndoManager(shared.text, { captureTimeout: 600 });
    const doc = shared.text.toString();
    const selection = { anchor: Math.min(at, doc.length) };
    const state = EditorState.create({ doc, selection, extensions: this.extensions(shared, this.undo, writable) });
    this.parent.replaceChildren();
    this.view = new EditorView({ state, parent: this.parent });
    this.view.dispatch({ effects: showChanges.of(shown) });
    if (focused) this.view.focus();
    this.present(this.people);
  }

  /** Nothing can be written any more. */
  lock(): void {
    this.view?.dispatch({ effects: this.locked.reconfigure(writing(false)) });
  }

  close(): void {
    this.undo?.destroy();
    this.view?.destroy();
    this.view = this.undo = null;
  }

  present(people: readonly Person[]): void {
    this.people = people;
    if (this.shared) this.view?.dispatch({ effects: setPeople.of(carets(people, this.shared.text)) });
  }

  /** What a button asks for. */
  run(what: string): void {
    if (!this.view) return;
    const steps: Record<string, (view: EditorView) => boolean> = {
      bracket: bracketThis,
      alternative: proposeAlternative,
      number: nextNumber,
      undo: () => Boolean(this.undo?.undo()),
      redo: () => Boolean(this.undo?.redo()),
      find: openSearchPanel,
      next: (view) => go(view, 1, this.wishes.say),
      previous: (view) => go(view, -1, this.wishes.say),
      changes: () => this.toggle(),
    };
    steps[what]?.(this.view);
    if (what !== "find" && what !== "changes") this.view.focus();
  }

  /** Puts what `stretches` changed in `base` into the text as it is, as one step that can be undone; says why not. */
  put(stretches: readonly Stretch[], base: string): string {
    if (!this.view || this.view.state.readOnly) return "Nothing can be written here now: nothing was put in.";
    const edits = placed(stretches, base, this.view.state.doc.toString());
    if (!edits) return "The words there were changed meanwhile: nothing was put in. Copy what you need by hand.";
    if (!edits.length) return "These words are in the text already: nothing was put in.";
    this.view.dispatch({ changes: edits, userEvent: "input.paste", scrollIntoView: true });
    this.view.focus();
    return "";
  }

  private toggle(): boolean {
    if (!this.view) return false;
    const shown = !this.view.state.field(redline).shown;
    this.view.dispatch({ effects: showChanges.of(shown) });
    this.wishes.toggled(shown);
    return true;
  }

  private extensions(shared: SharedText, undo: Y.UndoManager, writable: boolean): Extension {
    const own: KeyBinding[] = [
      { key: "Mod-b", run: bracketThis },
      { key: "Mod-i", run: proposeAlternative },
      { key: "Mod-Enter", run: nextNumber },
      { key: "Shift-F2", run: () => (this.wishes.comment(), true) },
      { key: "F1", run: () => (this.wishes.keys(), true) },
      ...redlineKeys(this.wishes.say, () => this.toggle()),
    ];
    return [
      EditorView.cspNonce.of(this.wishes.nonce),
      EditorState.lineSeparator.of("\n"), // as in the shared text, or places would differ
      EditorView.clipboardInputFilter.of((words) => words.replace(/\r\n?/g, "\n").replaceAll("\0", "")),
      wholeSigns,
      this.locked.of(writing(writable)),
      EditorView.lineWrapping,
      drawSelection(),
      keymap.of([...own, ...yUndoManagerKeymap, ...searchKeymap, ...defaultKeymap]),
      search({ top: true, literal: true }),
      setLines,
      cursors,
      comments,
      bracketed(this.wishes.delegations),
      redline, // last, so that a change is one element around the brackets in it
      steady(undo),
      yCollab(shared.text, null, { undoManager: undo }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) this.wishes.changed(update);
        if (update.docChanged || update.selectionSet || update.focusChanged) this.tellPlace(shared);
      }),
    ];
  }

  private tellPlace(shared: SharedText): void {
    if (!this.view?.hasFocus) return this.wishes.here(null, null);
    const { anchor, head } = this.view.state.selection.main;
    this.wishes.here(relative(shared.text, anchor), relative(shared.text, head));
  }
}

function writing(writable: boolean): Extension {
  const about = { "aria-label": "Wording", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" };
  return [EditorState.readOnly.of(!writable), EditorView.editable.of(writable), EditorView.contentAttributes.of(about)];
}
