/** Hold, stop, an incident and a concern: no sign-in, no name and no device. Who pressed is never shown or counted. */

import { callOnce, NoAnswer, Refused } from "./api";
import { random, toHex } from "./bytes";
import { now } from "./clock";
import { mayKeep, putAside } from "./outbox";
import type { Outcome } from "./say";
import { stamp } from "./statement";
import type { Answer } from "./views";

export type Pressed = "hold" | "stop" | "incident" | "raise-concern";

const PATHS = { hold: "hold", stop: "stop", incident: "incident", "raise-concern": "concerns" } as const;

/** Press it; `at` is the moment of the first touch, which is kept however long it takes to be heard. */
export async function press(kind: Pressed, about = "", says = "", at = now()): Promise<Outcome> {
  const body = {
    ...{ act_id: toHex(random(10)), about, says: says.normalize("NFC") },
    claimed_at: stamp(at),
  };
  const path = PATHS[kind];
  const send = async (): Promise<Outcome> => {
    try {
      return { is: "answer", answer: await callOnce<Answer>(path, body) };
    } catch (error) {
      if (error instanceof Refused) return { is: "turned-away", refused: error };
      if (error instanceof NoAnswer) return { is: "no-answer", again: send };
      throw error;
    }
  };
  const outcome = await send();
  if (outcome.is !== "no-answer" || !mayKeep()) return outcome;
  await putAside({ path, act_id: body.act_id, kind, by: "", about, at: at.toISOString(), body });
  return { is: "kept" };
}
