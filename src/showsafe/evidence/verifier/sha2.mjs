// SHA-256 and SHA-512 (FIPS 180-4) in plain script: for a browser that opened this page from a file.
// The constants are the first bits of the square and cube roots of primes, worked out here.

import { toHex } from "./bytes.mjs";

function primes(count) {
  const found = [];
  for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p)) found.push(n);
  return found;
}

// The first `bits` bits of the fraction of the square or cube root of a number.
function fraction(number, power, bits) {
  const wanted = number << BigInt(power * bits);
  let root = 1n;
  while (root ** BigInt(power) <= wanted) root <<= 1n;
  for (let step = root >> 1n, low = 0n; ; step >>= 1n) {
    if (step === 0n) return low & ((1n << BigInt(bits)) - 1n);
    if ((low + step) ** BigInt(power) <= wanted) low += step;
  }
}

const PRIMES = primes(80);
const K256 = Int32Array.from(PRIMES.slice(0, 64), (p) => Number(fraction(p, 3, 32)) | 0);
const H256 = Int32Array.from(PRIMES.slice(0, 8), (p) => Number(fraction(p, 2, 32)) | 0);
const MASK = (1n << 64n) - 1n;
const K512 = PRIMES.map((p) => fraction(p, 3, 64));
const H512 = PRIMES.slice(0, 8).map((p) => fraction(p, 2, 64));

function padded(message, block, counter) {
  const size = Math.ceil((message.length + 1 + counter) / block) * block;
  const whole = new Uint8Array(size);
  whole.set(message);
  whole[message.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(size - 8, Math.floor(message.length / 0x20000000));
  view.setUint32(size - 4, (message.length << 3) >>> 0);
  return view;
}

export function sha256(message) {
  const view = padded(message, 64, 8);
  const state = Int32Array.from(H256);
  const w = new Int32Array(64);
  for (let block = 0; block < view.byteLength; block += 64) {
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(block + 4 * t);
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15];
      const y = w[t - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = (w[t - 16] + s0 + w[t - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K256[t] + w[t]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] += word; });
  }
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => out.setInt32(4 * at, word));
  return new Uint8Array(out.buffer);
}

const right = (x, n) => ((x >> n) | (x << (64n - n))) & MASK;

export function sha512(message) {
  const view = padded(message, 128, 16);
  const state = [...H512];
  for (let block = 0; block < view.byteLength; block += 128) {
    const w = [];
    for (let t = 0; t < 16; t++) w.push(view.getBigUint64(block + 8 * t));
    for (let t = 16; t < 80; t++) {
      const [x, y] = [w[t - 15], w[t - 2]];
      const s0 = right(x, 1n) ^ right(x, 8n) ^ (x >> 7n);
      const s1 = right(y, 19n) ^ right(y, 61n) ^ (y >> 6n);
      w.push((w[t - 16] + s0 + w[t - 7] + s1) & MASK);
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 80; t++) {
      const s1 = right(e, 14n) ^ right(e, 18n) ^ right(e, 41n);
      const t1 = h + s1 + ((e & f) ^ (~e & MASK & g)) + K512[t] + w[t];
      const s0 = right(a, 28n) ^ right(a, 34n) ^ right(a, 39n);
      const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      h = g; g = f; f = e; e = (d + t1) & MASK; d = c; c = b; b = a; a = (t1 + t2) & MASK;
    }
    [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] = (state[at] + word) & MASK; });
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((word, at) => out.setBigUint64(8 * at, word));
  return new Uint8Array(out.buffer);
}

/** What hashes and verifies: this script's own parts, until something faster takes their place. */
export const engine = { sha256, sha512, verify: null };

export function sha256hex(bytes) {
  return toHex(engine.sha256(bytes));
}
