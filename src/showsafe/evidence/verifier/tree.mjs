// The Merkle tree of RFC 6962 over SHA-256. Sizes count leaves, indexes start at 0; size 0 proves nothing, anywhere.

import { equal, Malformed } from "./bytes.mjs";
import { engine } from "./sha2.mjs";

export const HASH_BYTES = 32;

export function leafHash(entry) {
  const whole = new Uint8Array(1 + entry.length);
  whole.set(entry, 1);
  return engine.sha256(whole);
}

const pair = new Uint8Array(65);
pair[0] = 1;

export function nodeHash(left, right) {
  pair.set(left, 1);
  pair.set(right, 33);
  return engine.sha256(pair);
}

/** The largest power of two below a size of at least 2. */
export function split(size) {
  let half = 1;
  while (2 * half < size) half *= 2;
  return half;
}

/** The root that an audit path leads to (RFC 9162, section 2.1.3.2). */
export function rootOf(index, size, leaf, path) {
  if (!(size > 0 && index >= 0 && index < size)) throw new Malformed("proves a place outside of the tree");
  let [node, place, last] = [leaf, index, size - 1];
  for (const step of path) {
    if (last === 0) throw new Malformed("is longer than its place in the tree");
    if (place % 2 || place === last) {
      node = nodeHash(step, node);
      while (place % 2 === 0 && place) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      node = nodeHash(node, step);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  if (last !== 0) throw new Malformed("is shorter than its place in the tree");
  return node;
}

/** Whether one tree is a beginning of another (RFC 9162, section 2.1.4.2). */
export function isConsistent(old, size, oldRoot, root, proof) {
  if (!(old > 0 && old <= size)) return false;
  if (old === size) return proof.length === 0 && equal(oldRoot, root);
  // A whole subtree is its own first step, so its hash is not in the proof.
  const steps = Number.isInteger(Math.log2(old)) ? [oldRoot, ...proof] : proof;
  if (steps.length === 0) return false;
  let [place, last] = [old - 1, size - 1];
  while (place % 2) [place, last] = [(place - 1) / 2, Math.floor(last / 2)];
  let [before, after] = [steps[0], steps[0]];
  for (const step of steps.slice(1)) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      before = nodeHash(step, before);
      after = nodeHash(step, after);
      while (place % 2 === 0 && place) [place, last] = [place / 2, Math.floor(last / 2)];
    } else {
      after = nodeHash(after, step);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && equal(before, oldRoot) && equal(after, root);
}

/** The growing edge of a tree: one hash for every set bit of its size, the largest subtree first. */
export class Edge {
  constructor(size = 0, hashes = []) {
    let bits = 0;
    for (let left = size; left; left = Math.floor(left / 2)) bits += left % 2;
    if (bits !== hashes.length) throw new Malformed("has an edge that does not fit its size");
    [this.size, this.hashes] = [size, [...hashes]];
  }

  add(leaf) {
    let node = leaf;
    for (let rest = this.size; rest % 2; rest = (rest - 1) / 2) node = nodeHash(this.hashes.pop(), node);
    this.hashes.push(node);
    this.size += 1;
  }

  root() {
    if (!this.size) throw new Malformed("is empty");
    let node = this.hashes[this.hashes.length - 1];
    for (let at = this.hashes.length - 2; at >= 0; at--) node = nodeHash(this.hashes[at], node);
    return node;
  }
}

/** The root over a stretch of leaves in a row, with the subtrees left and right of it that lie wholly outside. */
export function rootOfRange({ first, last, size, left, leaves, right }) {
  let [fromLeft, fromRight] = [0, 0];
  const [begin, end] = [first - 1, last];
  const hash = (low, high) => {
    if (high <= begin || low >= end) {
      const found = high <= begin ? left[fromLeft++] : right[fromRight++];
      if (!found) throw new Malformed("lacks a hash beside its range");
      return found;
    }
    if (high - low === 1) return leaves[low - begin];
    const middle = low + split(high - low);
    const one = hash(low, middle);
    return nodeHash(one, hash(middle, high));
  };
  const root = hash(0, size);
  if (fromLeft !== left.length || fromRight !== right.length) throw new Malformed("has a hash too many beside its range");
  return root;
}
