import type { Extension } from "@codemirror/state";
import { type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { ySyncAnnotation } from "y-codemirror.next";
import type { UndoManager } from "yjs";

/** While others write, the line one writes in stays where it is on the screen. */
export function steady(undo: UndoManager): Extension {
  return ViewPlugin.fromClass(
    class {
      private waiting = false;

      constructor(private readonly view: EditorView) {}

      update(update: ViewUpdate): void {
        const others = update.transactions.some((one) => one.docChanged && one.annotation(ySyncAnnotation));
        if (!others || undo.undoing || undo.redoing || this.waiting || !this.view.hasFocus) return;
        const before = caret(this.view);
        if (before === null || before < 0 || before > innerHeight) return;
        this.waiting = true;
        // behind the frame in which the editor itself measures and scrolls
        requestAnimationFrame(() => {
          this.waiting = false;
          const now = caret(this.view);
          if (now !== null) scrollBy({ top: now - before, behavior: "instant" });
        });
      }
    },
  );
}

function caret(view: EditorView): number | null {
  return view.dom.querySelector(".cm-cursor-primary")?.getBoundingClientRect().top ?? null;
}
