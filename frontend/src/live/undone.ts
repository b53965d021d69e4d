import * as Y from "yjs";

/** A stretch of the numbers under which one client wrote. */
interface Written {
  client: number;
  first: number;
  last: number;
}

/**
 * Where characters stand that undo may have put in for the deleted one `id`, and for those that were deleted with it. Undo writes
 * them anew, just before what was deleted and tied to it; that is in the edits, so that everybody finds the same. Words that
 * somebody typed there are among them: what is meant has to be looked for.
 */
export function putBack(id: Y.ID | null | undefined, text: Y.Text): number[] {
  const items = itemsOf(text);
  const gone = id && items.find(({ item }) => holds(written(item), id))?.item;
  if (!gone) return [];
  const found: number[] = [];
  const deleted: Written[] = [{ ...beforeIt(gone), last: id.clock }];
  for (const stretch of deleted) {
    for (const { item, index } of items) {
      if (!item.rightOrigin || !holds(stretch, item.rightOrigin)) continue;
      if (item.deleted) deleted.push(written(item));
      else for (let each = 0; each < item.length; each += 1) found.push(index + each);
    }
  }
  return found.sort((one, other) => one - other);
}

function itemsOf(text: Y.Text): { item: Y.Item; index: number }[] {
  const items: { item: Y.Item; index: number }[] = [];
  let index = 0;
  for (let item = text._start; item; item = item.right) {
    items.push({ item, index });
    if (!item.deleted && item.countable) index += item.length;
  }
  return items;
}

function written(item: Y.Item): Written {
  return { client: item.id.client, first: item.id.clock, last: item.id.clock + item.length - 1 };
}

/** The item with what was deleted before it in one go: how that is cut into items differs from one browser to the other. */
function beforeIt(gone: Y.Item): Written {
  let first = gone;
  for (let left = gone.left; left?.deleted && Y.compareIDs(left.lastId, { ...first.id, clock: first.id.clock - 1 }); left = left.left) first = left;
  return { ...written(gone), first: first.id.clock };
}

function holds({ client, first, last }: Written, id: Y.ID): boolean {
  return id.client === client && first <= id.clock && id.clock <= last;
}
