import { unpacked } from "./bytes";
import type { Seal, Sealed } from "./seal";
import type { Edit } from "./shared";
import { stored } from "./store";
import { inWindows } from "./windows";

/** Of which draft words are, as a person knows it. */
export interface About {
  draft: string;
  title: string;
  whose: string;
  negotiation: string;
}

/** What is sealed: unsent edits and the history they build on, the whole text with and without them, and when that was. */
export interface Written extends About {
  history: string;
  edits: [id: string, update: string][];
  text: string;
  base: string;
  at: number;
}

export interface Kept extends Omit<Written, "edits"> {
  /** The window that wrote it, or a name of its own. */
  id: string;
  edits: Edit[];
  forget: () => Promise<unknown>;
}

/** What this browser keeps of the person whose seal it is, on whatever draft. */
export async function kept(seal: Seal): Promise<Kept[]> {
  let keys!: IDBRequest<IDBValidKey[]>;
  const sealed = await stored<Sealed[]>("readonly", (store) => {
    keys = store.getAllKeys(all(seal.name)); // in the same transaction: another window may be writing
    return store.getAll(all(seal.name));
  });
  const opened = await Promise.all(sealed.map((one) => seal.open(one)));
  return opened.flatMap((one, n) => (one ? [read(one as Written, keys.result[n] as [string, string])] : []));
}

/** The part of it that is in no open window, from which it could still be sent; the latest first. */
export async function left(seal: Seal): Promise<Kept[]> {
  const open = await inWindows();
  return (await kept(seal)).filter(({ id }) => !open.has(id)).sort((a, b) => b.at - a.at);
}

/** How many of those there are of the person who is called `name` here; none of the words is opened. */
export async function countLeft(name: string): Promise<number> {
  const open = await inWindows();
  const keys = (await stored("readonly", (store) => store.getAllKeys(all(name)))) as [string, string][];
  return keys.filter(([, id]) => !open.has(id)).length;
}

/** What could not be forgotten is found again by the next page, which sends it once more or shows it once more. */
export function forgotten(key: string[]): Promise<unknown> {
  return stored("readwrite", (store) => store.delete(key)).catch(() => undefined);
}

function read({ edits, ...rest }: Written, key: [string, string]): Kept {
  const unsent = edits.map(([id, update]) => ({ id, update: unpacked(update) }));
  return { ...rest, id: key[1], edits: unsent, forget: () => forgotten(key) };
}

function all(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name, ""], [name, "\uffff"]);
}
