/** Passkeys, where this page was opened under the node's name over TLS: to add one, to sign in, to prove an act. */

import { call } from "./api";
import { type Session, signInBy } from "./session";

/** What the node takes of a passkey: the browser's answer as JSON, its binary parts as base64url. */
export type Credential = Readonly<Record<string, unknown>>;

interface Described {
  readonly type: "public-key";
  readonly id: string;
}

interface ToMake {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials: readonly Described[];
}

interface ToUse {
  readonly challenge: string;
  readonly allowCredentials: readonly Described[];
}

export interface Passkey {
  readonly id: string;
  readonly person: string;
  readonly since: string;
  readonly locked: boolean;
  readonly name: string;
  readonly stays: boolean;
}

/** Nobody was proven: the person turned it away, or there is none in this phone. */
export class NoPasskey extends Error {}

/** Whether a page of this address may use passkeys, and this browser can. */
export async function hasPasskeys(): Promise<boolean> {
  if (!isSecureContext || !("PublicKeyCredential" in globalThis)) return false;
  return (await call<{ passkeys: boolean }>("session")).passkeys;
}

/** Add a passkey of who signed in with badge and PIN; returns its id. Throws Refused, NoAnswer or NoPasskey. */
export async function register(): Promise<string> {
  const options = await call<ToMake>("passkeys/options", { body: {} });
  const publicKey = {
    ...options,
    challenge: fromUrl(options.challenge),
    user: { ...options.user, id: fromUrl(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(described),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = await asked(() => navigator.credentials.create({ publicKey }));
  const response = made.response as AuthenticatorAttestationResponse;
  const passkey = answer(made, { attestationObject: toUrl(response.attestationObject) });
  return (await call<{ id: string }>("passkeys", { body: { passkey } })).id;
}

/** Sign in by a passkey, whoever's it is. Throws Refused, NoAnswer or NoPasskey. */
export async function signIn(): Promise<Session> {
  return signInBy({ passkey: await prove() });
}

/** What proves somebody once, within two minutes: sent as `passkey` with an act in place of badge and PIN. */
export async function prove(): Promise<Credential> {
  const options = await call<ToUse>("session/passkey/options", { body: {} });
  const publicKey = {
    ...options,
    challenge: fromUrl(options.challenge),
    allowCredentials: options.allowCredentials.map(described),
  } as unknown as PublicKeyCredentialRequestOptions;
  const used = await asked(() => navigator.credentials.get({ publicKey }));
  const response = used.response as AuthenticatorAssertionResponse;
  return answer(used, {
    authenticatorData: toUrl(response.authenticatorData),
    signature: toUrl(response.signature),
    userHandle: response.userHandle ? toUrl(response.userHandle) : null,
  });
}

/** Take a passkey back, as one that is lost. */
export async function withdraw(id: string): Promise<void> {
  await call(`passkeys/${encodeURIComponent(id)}/withdrawal`, { body: {} });
}

async function asked(
  call: () => Promise<Credential | globalThis.Credential | null>,
): Promise<PublicKeyCredential> {
  let given: unknown;
  try {
    given = await call();
  } catch (error) {
    throw new NoPasskey(error instanceof Error ? error.name : "");
  }
  if (!given) throw new NoPasskey();
  return given as PublicKeyCredential;
}

function answer(given: PublicKeyCredential, more: Readonly<Record<string, unknown>>): Credential {
  return {
    id: given.id,
    rawId: toUrl(given.rawId),
    type: given.type,
    authenticatorAttachment: given.authenticatorAttachment,
    clientExtensionResults: given.getClientExtensionResults(),
    response: { clientDataJSON: toUrl(given.response.clientDataJSON), ...more },
  };
}

const described = (each: Described) => ({ ...each, id: fromUrl(each.id) });

export function toUrl(data: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(data));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromUrl(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (each) => each.charCodeAt(0));
}
