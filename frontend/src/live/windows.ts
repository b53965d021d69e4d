const NAME = "treaty-drafts unsent ";

/** Tells the other pages of this browser that the words kept as `id` are in a window that is open, until it goes or lets go. */
export function hold(id: string): () => void {
  let letGo = (): void => undefined;
  const held = new Promise<void>((done) => (letGo = done));
  void navigator.locks?.request(NAME + id, () => held).catch(() => undefined);
  return letGo;
}

/** What is in a window that is open. */
export async function inWindows(): Promise<Set<string>> {
  const locks = await navigator.locks?.query().catch(() => null);
  return new Set((locks?.held ?? []).map(({ name }) => (name ?? "").slice(NAME.length)));
}
