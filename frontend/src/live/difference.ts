/** One stretch of a text that another text has otherwise: from `at` on, `gone` stood there, and `came` stands there. */
export interface Stretch {
  at: number;
  gone: string;
  came: string;
}

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

const AROUND = [Infinity, 60, 30, 15]; // characters on either side by which a place is known again

/** What `after` has otherwise than `before`: line by line where no line came or went, else as one stretch. Words stay whole. */
export function difference(before: string, after: string): Stretch[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  if (old.length !== now.length) return stretch(before, after, 0);
  let at = 0;
  return old.flatMap((line, n) => {
    const found = stretch(line, now[n] as string, at);
    at += line.length + 1;
    return found;
  });
}

/**
 * Where the stretches that were made on `base` belong in `now`: each where what it replaces stands once, with words around it.
 * Null where one of them does not; a stretch whose new words stand there already is left out.
 */
export function placed(stretches: readonly Stretch[], base: string, now: string): Edit[] | null {
  const found = stretches.map((one) => place(one, base, now));
  if (found.includes(null)) return null;
  const edits = (found as (Edit | "there")[]).filter((one) => one !== "there").sort((a, b) => a.from - b.from);
  return edits.some((edit, n) => n && edit.from < (edits[n - 1] as Edit).to) ? null : edits;
}

function stretch(before: string, after: string, at: number): Stretch[] {
  if (before === after) return [];
  let [start, end] = [0, 0];
  while (start < before.length && before[start] === after[start]) start++;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end++;
  while (start && (inWord(before, start) || inWord(after, start))) start--;
  while (end && (inWord(before, before.length - end) || inWord(after, after.length - end))) end--;
  return [{ at: at + start, gone: before.slice(start, before.length - end), came: after.slice(start, after.length - end) }];
}

const inWord = (text: string, at: number): boolean => letter(text[at - 1]) && letter(text[at]);

/** Half a sign beyond the first plane counts, so that none is cut; Chinese has no spaces, each sign stands for itself. */
function letter(sign: string | undefined): boolean {
  return sign !== undefined && /^(?!\p{Script=Han})[\p{L}\p{M}\p{N}\p{Cs}]$/u.test(sign);
}

function place({ at, gone, came }: Stretch, base: string, now: string): Edit | "there" | null {
  for (const around of AROUND) {
    const before = base.slice(Math.max(0, at - around), at);
    const after = base.slice(at + gone.length, at + gone.length + around);
    if (came && stands(before + came + after, now)) return "there";
    const from = once(before + gone + after, now);
    if (from !== null) return { from: from + before.length, to: from + before.length + gone.length, insert: came };
  }
  return null;
}

/** Whether the words stand in `text`, and not as the beginning of longer ones. */
function stands(words: string, text: string): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (!inWord(text, at) && !inWord(text, at + words.length)) return true;
  }
  return false;
}

/** Where the words stand, if they stand there once; nothing stands in an empty text only. */
function once(words: string, text: string): number | null {
  if (!words) return text ? null : 0;
  const at = text.indexOf(words);
  return at >= 0 && text.indexOf(words, at + 1) < 0 ? at : null;
}
