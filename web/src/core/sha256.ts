/** SHA-256 by the browser; where a page has none (plain HTTP), by a script that is loaded only then. */

import type { Bytes } from "./bytes";

export const hasWebCrypto = (): boolean => globalThis.crypto?.subtle !== undefined;

export async function sha256(bytes: Bytes): Promise<Bytes> {
  if (hasWebCrypto()) return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const spare = await import("./spare");
  return new Uint8Array(spare.sha256(bytes));
}
