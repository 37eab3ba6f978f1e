/** Bring this phone in: it makes a key, shows the code of the production office, and signs the record that enrols it. */

import { call, NoAnswer, Refused } from "./api";
import { fromBase64, toBase64 } from "./bytes";
import { type Device, newKey } from "./keys";

const TRIES = 4;

interface Coming {
  readonly token: string;
  readonly made: Awaited<ReturnType<typeof newKey>>;
  /** Whether a signature was sent and no answer came: then the device may be on record already. */
  unsure: boolean;
}

interface Shown {
  readonly token: string;
  readonly public: string;
  readonly signature?: string;
}

/** A code is for one key: where no answer came it is shown again with the same one. */
let coming: Coming | undefined;

/** Enrol this device with a code; throws Refused or NoAnswer. What came half-way may be tried again with it. */
export async function enrol(token: string): Promise<Device> {
  if (coming?.token !== token) coming = { token, made: await newKey(), unsure: false };
  const now = coming;
  const { device, save } = now.made;
  const { unit } = await call<{ unit: string }>("session/challenge", { body: {} });
  const body = { token, public: toBase64(device.public) };
  let toSign = await show(now, body);
  for (let tries = 0; toSign; tries += 1) {
    const signature = toBase64(await device.sign(fromBase64(toSign)));
    // Where another record came between, the node shows the record anew.
    toSign = await show(now, { ...body, signature }, tries < TRIES);
  }
  await save(unit);
  coming = undefined;
  return { ...device, unit };
}

/** Send the code; returns what is to be signed, or "" where the device is on record. */
async function show(now: Coming, body: Shown, more = true): Promise<string> {
  try {
    await call("devices/enrolment", { body });
    return "";
  } catch (error) {
    if (error instanceof NoAnswer && body.signature) now.unsure = true;
    if (!(error instanceof Refused)) throw error;
    // The code was used by this very key, and only the answer was lost.
    if (error.code === "access.no-invitation" && now.unsure) return "";
    const shown = error.code === "access.to-be-signed" ? error.more.to_sign : "";
    if (typeof shown === "string" && shown && more) return shown;
    throw error;
  }
}
