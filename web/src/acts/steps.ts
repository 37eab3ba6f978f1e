/** A reset between takes, as the single acts that it is: each with its own form, in parts that belong together. */

import type { Keys } from "../core/statement";
import type { Finding } from "../core/views";
import type { Item } from "./item";

/** One step of a reset: its place from 1, and what its form needs to know. */
export interface Step {
  readonly place: number;
  readonly item: Item;
}

export type PartName = "back" | "look" | "shown" | "rounds" | "over";

export interface Part {
  readonly name: PartName;
  readonly steps: readonly Step[];
}

const LATER: Readonly<Record<string, PartName>> = {
  check: "look",
  reconcile: "shown",
  show: "shown",
  unlock: "rounds",
  load: "rounds",
  lock: "rounds",
};

export const stepsOf = (item: Item): readonly Keys[] => (item.keys.steps ?? []) as unknown as readonly Keys[];

/** The parts of a reset, in their order: what comes out, the look, who sees it, what goes in, and whose it is then. */
export function partsOf(item: Item, user: string): readonly Part[] {
  const steps = stepsOf(item);
  const looked = steps.findIndex((step) => step.act === "check");
  const parts: { name: PartName; steps: Step[] }[] = [];
  for (const [index, step] of steps.entries()) {
    const name = index < looked ? "back" : (LATER[String(step.act)] ?? "over");
    const last = parts.at(-1);
    const one = { place: index + 1, item: asItem(item, step, user) };
    if (last?.name === name) last.steps.push(one);
    else parts.push({ name, steps: [one] });
  }
  return parts;
}

/** A step as the single act that it is; what its run says for it stands in it, so that its form can show it. */
function asItem(cycle: Item, step: Keys, user: string): Item {
  const { act, ...keys } = step;
  const kind = String(act);
  const before = `steps.${kind}.`;
  const asks = cycle.asks.filter((ask) => ask.startsWith(before)).map((ask) => ask.slice(before.length));
  const said: Keys =
    kind === "collect" ? { from: user } : ["offer", "hand-over"].includes(kind) ? { to: [user] } : {};
  return {
    ...{ kind, door: cycle.door, keys: { ...said, ...keys }, asks, announce: cycle.announce },
    ...{ second: false, second_says: [], seconds: [], who: [], findings: [], things: [] },
  };
}

const AT = /^Step (\d+), [\w-]+: /;

/** Which step a finding is of, and what it says then; 0 where it is of the reset as a whole. */
export function placed(finding: Finding): { place: number; finding: Finding } {
  const match = AT.exec(finding.says);
  if (!match) return { place: 0, finding };
  return { place: Number(match[1]), finding: { ...finding, says: finding.says.slice(match[0].length) } };
}

export const findingsAt = (findings: readonly Finding[], place: number): readonly Finding[] =>
  findings
    .map(placed)
    .filter((each) => each.place === place)
    .map((each) => each.finding);

/** Whether something was found that nobody knows: then nothing goes on, and it is said at once. */
export const liveIn = (said: readonly (Keys | null)[]): boolean =>
  said.some((keys) =>
    ((keys?.found ?? []) as unknown as readonly { kind?: string; count: number }[]).some(
      (each) => each.kind === "unidentified" && each.count > 0,
    ),
  );
