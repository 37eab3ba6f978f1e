// Ed25519 (RFC 8032) by one strict rule, the same in every verifier of this house:
//   1. a public key is the canonical encoding of a point of the prime-order subgroup, and not of its identity;
//   2. the S of a signature lies below the order of the group;
//   3. the R of a signature is not of low order, and is compared as bytes;
//   4. then S B = R + k A, without a cofactor.

import { engine } from "./sha2.mjs";

const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (x) => ((x % P) + P) % P;

function power(base, exponent) {
  let result = 1n;
  for (let square = mod(base); exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

const D = mod(-121665n * power(121666n, P - 2n));
const ROOT = power(2n, (P - 1n) / 4n);
const ZERO = [0n, 1n, 1n, 0n];

// Points are (X, Y, Z, T) with x = X/Z, y = Y/Z and T = XY/Z; RFC 8032, section 5.1.4.
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * D * t1 * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(scalar, point) {
  let result = ZERO;
  for (; scalar > 0n; scalar >>= 1n) {
    if (scalar & 1n) result = add(result, point);
    point = add(point, point);
  }
  return result;
}

function number(bytes) {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at]);
  return value;
}

function decoded(bytes) {
  const whole = number(bytes);
  const sign = whole >> 255n;
  const y = whole & ((1n << 255n) - 1n);
  if (y >= P) return null;
  const square = mod((y * y - 1n) * power(D * y * y + 1n, P - 2n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * ROOT);
  if (mod(x * x - square) || (x === 0n && sign)) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encoded([x, y, z]) {
  const inverse = power(z, P - 2n);
  let value = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  const bytes = new Uint8Array(32);
  for (let at = 0; at < 32; at++, value >>= 8n) bytes[at] = Number(value & 255n);
  return bytes;
}

const isZero = ([x, y, z]) => x === 0n && y === z;

const BASE = decoded(Uint8Array.from({ length: 32 }, (_, at) => (at ? 0x66 : 0x58)));

// The y of the points of low order, whatever their sign, and with y written as y + p where that fits.
const LOW = new Set();
for (let y = 2n; LOW.size < 5; y++) {
  const point = decoded(Uint8Array.from({ length: 32 }, (_, at) => (at ? 0 : Number(y))));
  if (!point) continue;
  const torsion = times(ORDER, point);
  for (let factor = 1n; factor <= 8n; factor++) LOW.add(number(encoded(times(factor, torsion))) & ((1n << 255n) - 1n));
}
for (const y of [...LOW]) if (y + P < 1n << 255n) LOW.add(y + P);

const strong = new Map();

/** Whether a public key follows rule 1; asked once for each key. */
export function isStrong(key) {
  const name = String(key);
  if (!strong.has(name)) {
    const point = key.length === 32 ? decoded(key) : null;
    strong.set(name, point !== null && !isZero(point) && isZero(times(ORDER, point)));
  }
  return strong.get(name);
}

/** Rule 4 in plain script: exact, and slow. */
export function verifyPlainly(key, message, signature) {
  const point = decoded(key);
  if (!point) return false;
  const [r, s] = [signature.slice(0, 32), number(signature.slice(32))];
  const whole = new Uint8Array(64 + message.length);
  whole.set(r);
  whole.set(key, 32);
  whole.set(message, 64);
  const k = number(engine.sha512(whole)) % ORDER;
  const [x, y, z, t] = times(k, point);
  const found = encoded(add(times(s, BASE), [mod(-x), y, z, mod(-t)]));
  return found.every((byte, at) => byte === r[at]);
}

/** Whether a signature holds by all four rules; may be a promise where the engine's is one. */
export function holds(key, message, signature) {
  if (signature.length !== 64 || !isStrong(key) || number(signature.subarray(32)) >= ORDER) return false;
  if (LOW.has(number(signature.subarray(0, 32)) & ((1n << 255n) - 1n))) return false;
  return (engine.verify ?? verifyPlainly)(key, message, signature);
}
