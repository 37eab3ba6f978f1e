import { expect, test, vi } from "vitest";
import { enrol } from "../src/core/enrol";
import { fromUrl, hasPasskeys, NoPasskey, register, signIn, toUrl } from "../src/core/passkeys";
import { session } from "../src/core/session";
import { aNode } from "./node";

const bytes = (...each: number[]) => Uint8Array.from(each).buffer;

function aBrowser(response: Record<string, unknown> | null) {
  const given = response && {
    id: "_-8",
    rawId: bytes(255, 239),
    type: "public-key",
    authenticatorAttachment: "platform",
    getClientExtensionResults: () => ({}),
    response: { clientDataJSON: bytes(1), ...response },
  };
  const credentials = { create: vi.fn(async () => given), get: vi.fn(async () => given) };
  vi.stubGlobal("navigator", { credentials });
  vi.stubGlobal("PublicKeyCredential", class {});
  return credentials;
}

test("bytes are written as WebAuthn has them", () => {
  expect(toUrl(bytes(255, 239, 1))).toBe("_-8B");
  expect([...fromUrl("_-8B")]).toEqual([255, 239, 1]);
});

test("a passkey is made for what the node asks, and sent back as JSON", async () => {
  const browser = aBrowser({ attestationObject: bytes(2) });
  const asked = aNode(({ path }) =>
    path === "passkeys/options"
      ? { body: { challenge: "_-8B", user: { id: "AQ", name: "ann" }, excludeCredentials: [] } }
      : { body: { id: "p-1" } },
  );
  expect(await register()).toBe("p-1");
  const [{ publicKey }] = browser.create.mock.calls[0] as unknown as [
    { publicKey: { challenge: Uint8Array } },
  ];
  expect([...publicKey.challenge]).toEqual([255, 239, 1]);
  expect(asked.at(-1)?.body.passkey).toMatchObject({
    rawId: "_-8",
    authenticatorAttachment: "platform",
    response: { clientDataJSON: "AQ", attestationObject: "Ag" },
  });
});

test("signing in by a passkey sends neither badge nor PIN, and the device signs as ever", async () => {
  aNode(({ path }) =>
    path === "session/challenge"
      ? { body: { challenge: "c", unit: "north-ridge" } }
      : { body: { record: 3 } },
  );
  await enrol("d-token");
  aBrowser({ authenticatorData: bytes(3), signature: bytes(4), userHandle: null });
  const asked = aNode(({ path }) => {
    if (path === "session/passkey/options") return { body: { challenge: "AQ", allowCredentials: [] } };
    if (path === "session/challenge") return { body: { challenge: "c", unit: "north-ridge" } };
    return { body: { signed_in: true, person: "ann", roles: [], proof: "passkey", token: "t" } };
  });
  expect((await signIn()).proof).toBe("passkey");
  expect(session.value?.person).toBe("ann");
  const sent = asked.find(({ path }) => path === "session")?.body ?? {};
  expect(Object.keys(sent).sort()).toEqual(["challenge", "device", "passkey", "signature"]);
  expect(sent.passkey).toMatchObject({ response: { signature: "BA", userHandle: null } });
});

test("whoever turns it away is told apart from a node that does", async () => {
  aBrowser(null);
  aNode(() => ({ body: { challenge: "AQ", allowCredentials: [] } }));
  await expect(signIn()).rejects.toBeInstanceOf(NoPasskey);
});

test("where the node has no name, or the browser no passkeys, there are none", async () => {
  aBrowser(null);
  aNode(() => ({ body: { signed_in: false, passkeys: false } }));
  expect(await hasPasskeys()).toBe(false);
  aNode(() => ({ body: { signed_in: false, passkeys: true } }));
  expect(await hasPasskeys()).toBe(true);
  vi.stubGlobal("isSecureContext", false);
  expect(await hasPasskeys()).toBe(false);
});
