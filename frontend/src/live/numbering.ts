const LABEL = /^\s*(?:(\d+)\.?(?=\s)|\(([a-z]+|\d+)\))/;
const HUNDREDS = ["", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm"];
const TENS = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"];
const ONES = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

/** The label that continues the list in which the last of `lines` stands, as "3. " or "(c) "; empty where there is none. */
export function nextLabel(lines: readonly string[]): string {
  const labels = lines.map(labelOf).filter((label) => label !== null);
  const last = labels.at(-1);
  if (!last) return "";
  if (last.form === "1.") return `${Number(last.value) + 1}. `;
  if (/^\d+$/.test(last.value)) return `(${Number(last.value) + 1}) `;
  const roman = romanValue(last.value);
  const continues = labels.at(-2)?.value;
  return `(${roman && isRoman(last.value, roman, continues) ? romanOf(roman + 1) : letterAfter(last.value)}) `;
}

/** How a line hangs: the depth of its label, 1 for `1.`, 2 for `(a)`, 3 for `(i)`; 0 where it has none. */
export function hangs(line: string, before?: string): number {
  const label = labelOf(line);
  if (!label) return 0;
  if (label.form === "1.") return 1;
  const roman = romanValue(label.value);
  const continues = before === undefined ? undefined : labelOf(before)?.value;
  return roman && isRoman(label.value, roman, continues) ? 3 : 2;
}

function labelOf(line: string): { form: "1." | "(a)"; value: string } | null {
  const found = LABEL.exec(line);
  if (!found) return null;
  return found[1] ? { form: "1.", value: found[1] } : { form: "(a)", value: found[2] as string };
}

/** (i) after (h) is a letter, (v) after (iv) a numeral: the label before decides; of two letters and more, the numeral. */
function isRoman(value: string, roman: number, before: string | undefined): boolean {
  if (value.length > 1) return true;
  return roman === 1 ? before !== "h" : before === romanOf(roman - 1);
}

function romanOf(value: number): string {
  const ones = (list: readonly string[], of: number): string => list[of % 10] ?? "";
  return ones(HUNDREDS, Math.floor(value / 100)) + ones(TENS, Math.floor(value / 10)) + ones(ONES, value);
}

function romanValue(label: string): number {
  for (let value = 1; value < 200; value++) if (romanOf(value) === label) return value;
  return 0;
}

function letterAfter(label: string): string {
  const head = label.slice(0, -1);
  const last = label.slice(-1);
  if (last !== "z") return head + String.fromCharCode(last.charCodeAt(0) + 1);
  return head ? `${letterAfter(head)}a` : "aa";
}
