/** What a browser does not have on a page that came over plain HTTP, or not yet: loaded only where it is missing. */

import * as ed25519 from "@noble/ed25519";
import { sha256 as hash256, sha512 } from "@noble/hashes/sha2.js";

ed25519.hashes.sha512 = sha512;

export const sha256 = (bytes: Uint8Array): Uint8Array => hash256(bytes);

export function newKey(): { secret: Uint8Array; public: Uint8Array } {
  const secret = crypto.getRandomValues(new Uint8Array(32));
  return { secret, public: ed25519.getPublicKey(secret) };
}

export const publicOf = (secret: Uint8Array): Uint8Array => ed25519.getPublicKey(secret);

export const sign = (message: Uint8Array, secret: Uint8Array): Uint8Array => ed25519.sign(message, secret);
