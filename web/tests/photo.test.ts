import { expect, test } from "vitest";
import { toBase64 } from "../src/core/bytes";
import { bare } from "../src/core/photo";

const part = (marker: number, ...content: number[]): number[] => [
  ...[0xff, marker, 0, content.length + 2],
  ...content,
];
const picture = [...part(0xdb, 1, 2), ...part(0xda, 3), 0x12, 0xff, 0x00, 0xff, 0xe1, 0xff, 0xd9];

test("what stands beside a picture is taken out: place, time, camera, comments", () => {
  const head = [0xff, 0xd8, ...part(0xe0, 74)];
  const more = [...part(0xe1, 69, 120), ...part(0xed, 56), ...part(0xfe, 1)];
  expect([...bare(new Uint8Array([...head, ...more, ...picture]))]).toEqual([...head, ...picture]);
});

test("a picture alone stays as it is", () => {
  const whole = new Uint8Array([0xff, 0xd8, ...picture]);
  expect(bare(whole)).toEqual(whole);
});

test("a file that is cut short ends, whatever its parts claim", () => {
  for (let length = 0; length < 12; length += 1) {
    const cut = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1, 2, 3, 4, 5, 6]).subarray(0, length);
    expect(bare(cut).length).toBeLessThanOrEqual(length);
  }
});

test("many bytes become base64 as few do", () => {
  const many = new Uint8Array(400_000).fill(65);
  expect(atob(toBase64(many)).length).toBe(400_000);
});
