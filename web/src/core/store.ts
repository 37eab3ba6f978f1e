/** What this phone keeps: its key, the last board, what was not sent yet. In IndexedDB, and nowhere else. */

import type { Entry } from "./outbox";

type Place = "kept" | "outbox";

let open: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  open ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open("showsafe", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("kept");
      opening.result.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const found = opening.result;
      found.onversionchange = () => found.close();
      found.onclose = () => {
        open = undefined;
      };
      resolve(found);
    };
  });
  // A store that could not be opened is tried again the next time.
  open.catch(() => {
    open = undefined;
  });
  return open;
}

/** Do one thing in a place, and return once it is kept for good. */
async function within<T>(
  place: Place,
  change: boolean,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const found = await database();
  return new Promise((resolve, reject) => {
    const all = found.transaction(place, change ? "readwrite" : "readonly", { durability: "strict" });
    const asked = work(all.objectStore(place));
    all.oncomplete = () => resolve(asked.result);
    all.onabort = () => reject(all.error);
  });
}

export const kept = <T>(name: string): Promise<T | undefined> =>
  within<T | undefined>("kept", false, (store) => store.get(name));

export async function keep(name: string, value: unknown): Promise<void> {
  await within("kept", true, (store) => store.put(value, name));
}

export const forget = (name: string): Promise<void> => within("kept", true, (store) => store.delete(name));

/** What was not sent, in the order in which it was put there. */
export const waiting = (): Promise<Entry[]> => within<Entry[]>("outbox", false, (store) => store.getAll());

/** Put what is to be sent, or what became of it where it has a place already. */
export async function putWaiting(entry: Entry): Promise<void> {
  await within("outbox", true, (store) => store.put(entry));
}

export const dropWaiting = (seq: number): Promise<void> =>
  within("outbox", true, (store) => store.delete(seq));
