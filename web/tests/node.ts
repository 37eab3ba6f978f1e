/** A node of the tests: it answers what it is told to, or not at all, and remembers what was asked of it. */

import { vi } from "vitest";
import vectors from "./vectors.json" with { type: "json" };

export { vectors };

type Reply = { status?: number; body?: unknown } | "none";

export interface Asked {
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;
}

export function aNode(reply: (asked: Asked) => Reply): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    const one = {
      path: path.replace("/api/v1/", ""),
      body: init.body ? JSON.parse(String(init.body)) : {},
      headers: init.headers as Record<string, string>,
    };
    asked.push(one);
    const said = reply(one);
    if (said === "none") throw new TypeError("no network");
    return new Response(JSON.stringify(said.body ?? {}), { status: said.status ?? 200 });
  });
  return asked;
}

export const permit = (actId: unknown, door = "ask") => ({
  body: {
    record: 7,
    act_id: actId,
    door,
    outcome: "permit",
    would: "permit",
    deviation: false,
    repeated: false,
    findings: [],
  },
});

export const turned = (code: string, status: number) => ({
  status,
  body: { code, says: "It says.", now: "Do." },
});
