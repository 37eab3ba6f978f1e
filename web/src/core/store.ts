/** What this phone keeps: its key, the last board, what was not sent yet. In IndexedDB, and nowhere else. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Entry } from "./outbox";

interface Kept extends DBSchema {
  kept: { key: string; value: unknown };
  outbox: { key: number; value: Entry };
}

let open: Promise<IDBPDatabase<Kept>> | undefined;

export function store(): Promise<IDBPDatabase<Kept>> {
  open ??= openDB<Kept>("showsafe", 1, {
    upgrade(made) {
      made.createObjectStore("kept");
      made.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
    },
    terminated() {
      open = undefined;
    },
  });
  return open;
}

export async function kept<T>(name: string): Promise<T | undefined> {
  return (await (await store()).get("kept", name)) as T | undefined;
}

export async function keep(name: string, value: unknown): Promise<void> {
  await (await store()).put("kept", value, name);
}

export async function forget(name: string): Promise<void> {
  await (await store()).delete("kept", name);
}
