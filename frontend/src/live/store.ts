const DATABASE = "treaty-drafts";
const STORE = "unsent";

/** Said to this page's window when something else than before is kept. */
export const CHANGED = "kept-changed";

/** The place in this browser where unsent words are kept; they are sealed before they come here. */
export function stored<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(STORE, mode);
      const asked = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => {
        opening.result.close();
        done(asked.result);
        if (mode === "readwrite") dispatchEvent(new Event(CHANGED));
      };
      transaction.onabort = () => (opening.result.close(), failed(transaction.error));
    };
  });
}
