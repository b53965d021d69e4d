import { type ChangeSpec, EditorState, type Text } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";

const NO_SIGN = /[\0\r\p{Surrogate}]/gu; // with "u", half a pair only

/**
 * What is typed, pasted or put in by script changes whole characters: one that a browser writes as a pair is replaced as a pair,
 * and half a one, which no text can be saved with, becomes the sign for an unknown character.
 */
export const wholeSigns = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation)) return transaction;
  const { startState, newDoc } = transaction;
  const changes: ChangeSpec[] = [];
  transaction.changes.iterChanges((fromBefore, toBefore, fromNow, toNow) => {
    const from = fromNow - (within(startState.doc, fromBefore) ? 1 : 0);
    const to = toNow + (within(startState.doc, toBefore) ? 1 : 0);
    const there = newDoc.sliceString(from, to, "\n");
    const insert = there.replace(NO_SIGN, "\ufffd");
    if (from < fromNow || to > toNow || insert !== there) changes.push({ from, to, insert });
  });
  return changes.length ? [transaction, { changes, sequential: true }] : transaction;
});

/** Whether `at` is between the halves of a pair. */
function within(doc: Text, at: number): boolean {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(doc.sliceString(Math.max(0, at - 1), at + 1, "\n"));
}
