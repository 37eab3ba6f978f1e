import { useSignal } from "@preact/signals";
import { spoken } from "../core/contents";
import { PersonPick } from "../ui/pick";
import { type FormProps, useSaid } from "./form";
import type { About } from "./item";
import { t } from "./text";

const USERS = ["performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background"];
const CUSTODIANS = ["armorer", "property-master", "assistant-property-master"];

/** What is read aloud, in large type: contents first, then the word. */
export function Aloud({ about, text }: { readonly about: About | null; readonly text: string }) {
  const whole = about && text === about.spoken ? spoken(about.contents, about.word) : null;
  return (
    <blockquote class="aloud" lang={whole ? whole.lang : "en"}>
      {whole ? `${whole.contents} ${whole.word}.` : text}
    </blockquote>
  );
}

/** Declare it: read aloud to everybody near, and only then said here. */
export function DeclareForm({ item, about, said }: FormProps) {
  const text = item.announce || about?.spoken || "";
  useSaid(said, { ...item.keys, word: item.keys.word ?? about?.word ?? "hot", says: text });
  return (
    <div class="stack-close">
      <p>{t("readAloud")}</p>
      <Aloud about={about} text={text} />
    </div>
  );
}

/** Offer it, or hand it over: to whom, with the words that the receiver reads back. */
export function ToForm({ item, about, said, brief }: FormProps) {
  const planned = ((item.keys.to ?? []) as string[])[0] ?? "";
  const to = useSignal(planned);
  useSaid(said, to.value ? { ...item.keys, to: [to.value] } : null);
  const over = item.kind === "hand-over";
  return (
    <div class="stack-close">
      {planned ? null : (
        <PersonPick
          label={t("toWhom")}
          value={to.value}
          roles={item.kind === "pass-open" ? CUSTODIANS : USERS}
          onPick={(who) => {
            to.value = who;
          }}
        />
      )}
      {to.value && item.kind !== "pass-open" ? (
        <p>{t(over ? "readBack" : "offerAloud", { who: to.value })}</p>
      ) : null}
      {item.kind === "pass-open" ? (
        <p>{t("passOpen")}</p>
      ) : brief ? null : (
        <Aloud about={about} text={item.announce || about?.spoken || ""} />
      )}
    </div>
  );
}

/** Accept it: the receiver reads back what was said. */
export function AcceptForm({ item, about, said }: FormProps) {
  useSaid(said, item.keys);
  return (
    <div class="stack-close">
      <p>{t("readBackSelf")}</p>
      <Aloud about={about} text={item.announce || about?.spoken || ""} />
    </div>
  );
}
