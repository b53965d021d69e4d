/** A pair of brackets, `to` behind the closing one; depth from 1. */
export interface Pair {
  from: number;
  to: number;
  depth: number;
}

/** The brackets of a text as they are drawn while one types, and the places of those without a partner. */
export function match(text: string): { pairs: Pair[]; lost: number[] } {
  const open: number[] = [];
  const lost: number[] = [];
  const closedBy = new Map<number, number>();
  for (let at = text.search(/[[\]]/); at >= 0 && at < text.length; at++) {
    if (text[at] === "[") open.push(at);
    else if (text[at] === "]") {
      const opened = open.pop();
      if (opened === undefined) lost.push(at);
      else closedBy.set(opened, at + 1);
    }
  }
  // one that is never closed counts for no depth: what follows is drawn as if it were not there
  return { pairs: nested(closedBy), lost: [...lost, ...open].sort((a, b) => a - b) };
}

function nested(closedBy: Map<number, number>): Pair[] {
  const ends: number[] = [];
  return [...closedBy]
    .sort(([a], [b]) => a - b)
    .map(([from, to]) => {
      while ((ends.at(-1) ?? Infinity) <= from) ends.pop();
      ends.push(to);
      return { from, to, depth: ends.length };
    });
}

const TRAILER = /\s[-–]\s([^[\]]{0,200})\]$/;
const HEADER = /^\[([^[\]:]{1,120}):\s/;
const CODE = /[\p{L}\p{N}]+(?:[-&][\p{L}\p{N}]+)*/gu;

/** Where the codes of delegations stand in a bracket: behind its last dash or before its first colon. */
export function holders(text: string, pair: Pair, codes: ReadonlySet<string>): { from: number; to: number; code: string }[] {
  const words = text.slice(pair.from, pair.to);
  const found = TRAILER.exec(words) ?? HEADER.exec(words);
  if (!found) return [];
  const where = found[1] as string;
  const start = pair.from + found.index + found[0].indexOf(where);
  return [...where.matchAll(CODE)]
    .filter(([code]) => codes.has(code))
    .map((one) => ({ from: start + one.index, to: start + one.index + one[0].length, code: one[0] }));
}
