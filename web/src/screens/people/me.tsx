import { texts } from "../../core/i18n";
import { lock, session } from "../../core/session";
import type { Person } from "../../core/views";
import { en } from "../../text/en/me";
import { es } from "../../text/es/me";
import { Button, Title } from "../../ui/basics";
import { Choices } from "../../ui/settings";
import { t as shell } from "../../ui/text";
import { useView, ViewFailed } from "../../ui/view";
import { Papers } from "./papers";
import { rolesOf } from "./roles";
import { t as people } from "./words";

const t = texts(en, es);

const PROOFS = {
  "badge-pin-own-device": "own",
  "badge-pin-shared-device": "sharedOne",
  passkey: "passkey",
} as const;

/** Who is signed in here, how that was proven, what is on record of them, and how this phone shows it. */
export default function Me() {
  const view = useView<{ people: readonly Person[] }>("people");
  const cases = useView<{ cases: readonly unknown[] }>("cases");
  const now = session.value;
  if (!now) return null;
  const one = view.value.value?.people.find((each) => each.person === now.person);
  const proof = (PROOFS as Readonly<Record<string, (typeof PROOFS)[keyof typeof PROOFS]>>)[now.proof];
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <div class="stack-close">
        <p>
          <strong>{now.person}</strong>
          {one?.name ? `, ${one.name}` : ""}
        </p>
        <p>{rolesOf(now.roles)}</p>
        {one && one.duties.length > 0 ? (
          <p>{people("todayDoes", { duties: one.duties.join(", ") })}</p>
        ) : null}
        <p class="soft">{t("proof", { proof: t(proof ?? "none") })}</p>
      </div>
      <Button look="main" onPress={() => void lock()}>
        {t("lock")}
      </Button>
      <p class="soft">{t("lockSays")}</p>
      <ViewFailed view={view} />
      {one ? (
        <>
          <Papers of={one} />
          <p class="soft">
            {t("papersSays")} {t("wrong")}
          </p>
        </>
      ) : null}
      <Choices />
      <div class="row">
        <a class="button" href="/passkeys">
          {shell("passkeys")}
        </a>
        <a class="button" href="/people">
          {t("everybody")}
        </a>
        {cases.value.value?.cases.length ? (
          <a class="button" href="/cases">
            {t("cases")}
          </a>
        ) : null}
      </div>
    </div>
  );
}
