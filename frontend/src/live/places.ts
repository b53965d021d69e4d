import * as Y from "yjs";
import { unpacked } from "./bytes";
import { putBack } from "./undone";

/** Words of a text that something is said of: where they begin and end as places that stay with them, and the words. */
export interface Anchored {
  start: string;
  end: string;
  words: string;
}

export interface Place {
  from: number;
  to: number;
}

const CUT = 500; // of longer words only so many are known

/**
 * Where the words are now, the same for everybody who has the same edits. Places stay with their words through edits, and what
 * is put in between belongs to them. Words that were deleted count as back when they stand at that place again, by undo or typed
 * anew; of a place that this text does not know, the log was built anew, words that stand in it once are meant. Of words that
 * are there in part, a part is meant; never words that nothing was said of. Null where they are gone.
 */
export function placed(anchored: Anchored, shared: Y.Text): Place | null {
  const [start, end] = [anchored.start, anchored.end].map((packedPlace) => decoded(packedPlace));
  const [from, to] = [indexOf(start, shared), indexOf(end, shared)];
  const { words } = anchored;
  if (from !== null && to !== null && from < to && stands(start, from, shared) && stands(end, to - 1, shared)) return { from, to };
  if (!words.trim()) return null;
  const text = shared.toString();
  const at = from ?? to;
  if (at === null) return standing(text, words, once(text, words));
  if (from === null || to === null) return standing(text, words, at) ?? standing(text, words, at - words.length);
  const starts = stands(start, from, shared) ? [from] : [...putBack(start?.item, shared), at];
  const ends = stands(end, to - 1, shared) ? [to - 1] : putBack(end?.item, shared);
  return whole(text, words, starts, ends) ?? standing(text, words, at - words.length) ?? part(text, words, from, to);
}

/** A place that was packed, in `text` as it is; null where the text knows it no more. */
export function placeOf(packedPlace: string | null, text: Y.Text): number | null {
  return indexOf(decoded(packedPlace), text);
}

function decoded(packedPlace: string | null): Y.RelativePosition | null {
  try {
    return packedPlace ? Y.decodeRelativePosition(unpacked(packedPlace)) : null;
  } catch {
    return null;
  }
}

function indexOf(place: Y.RelativePosition | null | undefined, text: Y.Text): number | null {
  if (!place) return null;
  try {
    // not by what Yjs remembers of an undo: only who undid has that
    const found = Y.createAbsolutePositionFromRelativePosition(place, text.doc as Y.Doc, false);
    return found?.type === text ? found.index : null;
  } catch {
    return null;
  }
}

/** Whether the very character that a place is tied to is in the text, at `index`. */
function stands(place: Y.RelativePosition | null | undefined, index: number, text: Y.Text): boolean {
  if (!place?.item || index < 0 || index >= text.length) return false;
  return Y.compareIDs(Y.createRelativePositionFromTypeIndex(text, index).item, place.item);
}

function standing(text: string, words: string, from: number): Place | null {
  return from >= 0 && text.startsWith(words, from) ? { from, to: from + words.length } : null;
}

/** All of the words, one after the other, be there others between them: the shortest stretch from one of `starts`. */
function whole(text: string, words: string, starts: readonly number[], ends: readonly number[]): Place | null {
  const found = starts.flatMap((from) => standing(text, words, from) ?? widened(text, words, from, ends) ?? []);
  return found.sort((one, other) => one.to - one.from - (other.to - other.from))[0] ?? null;
}

function widened(text: string, words: string, from: number, ends: readonly number[]): Place | null {
  const each = words.match(/\s+|\S+/g) ?? [];
  const last = words.length < CUT ? each.pop() : undefined;
  if (!text.startsWith(each[0] ?? "\0", from)) return null;
  let at = from;
  for (const word of each) {
    const there = text.indexOf(word, at);
    if (there < 0) return null;
    at = there + word.length;
  }
  if (last === undefined) return { from, to: at };
  const to = ends.map((end) => end + 1).filter((end) => end - last.length >= at && text.endsWith(last, end));
  return to.length ? { from, to: Math.min(...to) } : null;
}

/** What is left of the words between two places. */
function part(text: string, words: string, from: number, to: number): Place | null {
  const between = text.slice(from, Math.max(from, to));
  if (between.trim() && words.includes(between)) return { from, to };
  const head = count(between, (index) => between[index] === words[index]);
  if (between.slice(0, head).trim()) return { from, to: from + head };
  const tail = words.length < CUT ? count(between, (index) => between.at(-1 - index) === words.at(-1 - index)) : 0;
  return between.slice(between.length - tail).trim() ? { from: to - tail, to } : null;
}

function count(between: string, same: (index: number) => boolean): number {
  let index = 0;
  while (index < between.length && same(index)) index += 1;
  return index;
}

function once(text: string, words: string): number {
  const first = text.indexOf(words);
  return first === text.lastIndexOf(words) ? first : -1;
}
