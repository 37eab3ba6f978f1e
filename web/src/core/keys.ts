/**
 * The key of this device. The browser makes it and never gives it out; it is kept in IndexedDB, to be used only here.
 * Where a page has no such keys (plain HTTP, an old browser) a script makes one, and `device.weak` says so.
 */

import { signal } from "@preact/signals";
import { type Bytes, toHex } from "./bytes";
import { hasWebCrypto, sha256 } from "./sha256";
import { forget, keep, kept } from "./store";

interface KeptKey {
  readonly pair?: CryptoKeyPair;
  readonly secret?: Uint8Array;
  readonly unit?: string;
}

export interface Device {
  readonly id: string;
  readonly public: Bytes;
  /** The unit that this device was enrolled in; "" until then. */
  readonly unit: string;
  /** Whether a script holds the key, and not the browser. */
  readonly weak: boolean;
  sign(message: Bytes): Promise<Bytes>;
}

/** This device, once it has a key; `undefined` while it is looked up, `null` where there is none. */
export const device = signal<Device | null | undefined>(undefined);

export async function loadDevice(): Promise<Device | null> {
  const found = await kept<KeptKey>("key").catch(() => undefined);
  device.value = found ? await deviceOf(found) : null;
  return device.value;
}

/** Make a key that is not enrolled yet; the one before it, if any, stays until the new one is. */
export async function newKey(): Promise<{ device: Device; save(unit: string): Promise<void> }> {
  const made = await newPair();
  const save = async (unit: string): Promise<void> => {
    await keep("key", { ...made, unit });
    device.value = await deviceOf({ ...made, unit });
  };
  return { device: await deviceOf(made), save };
}

export async function forgetDevice(): Promise<void> {
  await forget("key");
  device.value = null;
}

async function newPair(): Promise<KeptKey> {
  if (hasWebCrypto()) {
    try {
      const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, false, ["sign", "verify"]);
      return { pair: pair as CryptoKeyPair };
    } catch {
      // This browser knows no Ed25519 yet: the script below does.
    }
  }
  return { secret: (await import("./spare")).newKey().secret };
}

async function deviceOf(key: KeptKey): Promise<Device> {
  const [open, sign] = key.pair ? await byBrowser(key.pair) : await byScript(key.secret as Uint8Array);
  const id = toHex(await sha256(open)).slice(0, 32);
  return { id, public: open, unit: key.unit ?? "", weak: key.pair === undefined, sign };
}

type Half = readonly [Bytes, (message: Bytes) => Promise<Bytes>];

async function byBrowser(pair: CryptoKeyPair): Promise<Half> {
  const open = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const sign = async (message: Bytes): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, message));
  return [open, sign];
}

async function byScript(secret: Uint8Array): Promise<Half> {
  const spare = await import("./spare");
  return [
    new Uint8Array(spare.publicOf(secret)),
    async (message) => new Uint8Array(spare.sign(message, secret)),
  ];
}
