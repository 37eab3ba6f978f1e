import { afterEach, expect, test, vi } from "vitest";
import { call, patience } from "../src/core/api";

afterEach(() => vi.restoreAllMocks());

test.each([
  ["a bare act", 100, patience.wait],
  ["an act with photos", patience.large, patience.waitLarge],
])("%s is waited for as long as its size asks", async (_, size, wait) => {
  const timeout = vi.spyOn(AbortSignal, "timeout");
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response("{}"));
  await call("asks", { body: { photos: ["x".repeat(size)] } });
  expect(timeout).toHaveBeenCalledWith(wait);
});
