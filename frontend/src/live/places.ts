import * as Y from "yjs";
import { unpacked } from "./bytes";

/** Words of a text that something is said of: where they begin and end as places that stay with them, and the words. */
export interface Anchored {
  start: string;
  end: string;
  words: string;
}

/**
 * Where the words are now. Places stay with their words through edits. Words that were deleted count as back when they stand
 * at that place again, by undo or typed anew; of a place that this text does not know, the log was built anew, words that
 * stand in it once are meant. Null where they are gone.
 */
export function placed(anchored: Anchored, shared: Y.Text): { from: number; to: number } | null {
  const text = shared.toString();
  const [from, to] = [placeOf(anchored.start, shared), placeOf(anchored.end, shared)];
  if (from !== null && to !== null && from < to) return { from, to };
  const { words } = anchored;
  if (!words.trim()) return null;
  const at = from ?? to;
  const starts = at === null ? once(text, words) : [at, at - words.length].find((start) => text.startsWith(words, Math.max(0, start)));
  return starts === undefined || starts < 0 ? null : { from: starts, to: starts + words.length };
}

function once(text: string, words: string): number {
  const first = text.indexOf(words);
  return first === text.lastIndexOf(words) ? first : -1;
}

/** A place that was packed, in `text` as it is; null where the text knows it no more. */
export function placeOf(packedPlace: string | null, text: Y.Text): number | null {
  if (!packedPlace) return null;
  try {
    const place = Y.decodeRelativePosition(unpacked(packedPlace));
    const found = Y.createAbsolutePositionFromRelativePosition(place, text.doc as Y.Doc);
    return found?.type === text ? found.index : null;
  } catch {
    return null;
  }
}
