/** What a browser has and Node has not: a store, and a place for small settings. Each test file begins with none. */

import "fake-indexeddb/auto";

const small = new Map<string, string>();

Object.defineProperty(globalThis, "localStorage", {
  configurable: true,
  value: {
    getItem: (name: string) => small.get(name) ?? null,
    setItem: (name: string, value: string) => void small.set(name, value),
    removeItem: (name: string) => void small.delete(name),
  },
});
Object.defineProperty(globalThis, "isSecureContext", { configurable: true, writable: true, value: true });
Object.defineProperty(globalThis, "document", {
  configurable: true,
  value: { cookie: "", hidden: false, addEventListener: () => undefined },
});
Object.defineProperty(globalThis, "location", {
  configurable: true,
  value: { pathname: "/", search: "", hash: "", origin: "http://127.0.0.1" },
});
