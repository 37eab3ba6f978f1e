/** Bring this phone in: it makes a key, shows the code of the production office, and signs the record that enrols it. */

import { call, Refused } from "./api";
import { fromBase64, toBase64 } from "./bytes";
import { type Device, newKey } from "./keys";
import { keep, kept } from "./store";

const TRIES = 4;

/** Enrol this device with a code; throws Refused or NoAnswer. What came half-way may be tried again with it. */
export async function enrol(token: string): Promise<Device> {
  const { device, save } = await newKey();
  const { unit } = await call<{ unit: string }>("session/challenge", { body: {} });
  const body = { token, public: toBase64(device.public) };
  let toSign = await firstTry(body);
  for (let tries = 0; toSign; tries += 1) {
    const signature = toBase64(await device.sign(fromBase64(toSign)));
    // Where another record came between, the node shows the record anew.
    toSign = await again({ ...body, signature }, tries < TRIES);
  }
  await save(unit);
  await keep("enrolled", new Date().toISOString());
  return { ...device, unit };
}

export const enrolledAt = (): Promise<string | undefined> => kept("enrolled");

const firstTry = (body: unknown): Promise<string> => again(body, true);

async function again(body: unknown, more: boolean): Promise<string> {
  try {
    await call("devices/enrolment", { body });
    return "";
  } catch (error) {
    const shown = error instanceof Refused && error.code === "access.to-be-signed" ? error.more.to_sign : "";
    if (typeof shown === "string" && shown && more) return shown;
    throw error;
  }
}
