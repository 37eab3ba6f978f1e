import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { type Form, type FormProps, useSaid } from "../../acts/form";
import { PaperForm } from "../../acts/intake";
import type { Item } from "../../acts/item";
import { kindName } from "../../acts/names";
import { texts } from "../../core/i18n";
import { person } from "../../core/session";
import type { Said } from "../../core/tidy";
import { en } from "../../text/en/day";
import { es } from "../../text/es/day";
import { Button, Field } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import type { TheDay } from "./day";

const t = texts(en, es);

interface BlocksProps {
  readonly blocks: TheDay["blocks"];
  readonly load: () => Promise<void>;
}

/** What stands against it, in order: what it is, what to do, and who can supply it; one's own to be done here. */
export function Blocks({ blocks, load }: BlocksProps) {
  return (
    <ol class="steps">
      {blocks.map((each) => (
        <li key={each.code + each.says} class="stack-close" data-code={each.code}>
          <p lang="en">
            <strong>{each.says}</strong>
          </p>
          <p lang="en">{each.next}</p>
          <Supply act={each.act} load={load} />
        </li>
      ))}
    </ol>
  );
}

const FORMS: Readonly<Record<string, Form>> = { "record-paper": PaperForm };

function Supply({ act, load }: { readonly act: Item | null; readonly load: () => Promise<void> }) {
  if (!act) return null;
  const what = kindName(act.kind);
  if (!act.who.includes(person.value)) {
    return <p>{t("whoCan", { who: act.who.slice(0, 4).join(", "), what })}</p>;
  }
  const form = FORMS[act.kind];
  return (
    <Folded title={what}>
      <Act item={act} about={null} onDone={() => void load()} {...(form ? { form } : {})} />
    </Folded>
  );
}

interface EndProps {
  readonly item: Item;
  /** What may be named as left open. */
  readonly open: readonly string[];
  readonly load: () => Promise<void>;
}

/** Open the day, or close it: by whoever may, with a second person; what stays open is named. */
export function End({ item, open, load }: EndProps) {
  const closing = item.kind === "close-day";
  const mine = item.who.includes(person.value);
  const things = closing ? open : [];
  // What stands against it is said above already, each with what to do.
  const { would: _said, ...bare } = item;
  return (
    <section class="stack-close no-print">
      <h2>{kindName(item.kind)}</h2>
      {mine ? (
        <Act
          key={item.kind}
          item={{ ...bare, findings: [], things }}
          about={null}
          form={EndForm}
          onDone={() => void load()}
        />
      ) : (
        <p>{t("whoCan", { who: item.who.slice(0, 4).join(", "), what: kindName(item.kind) })}</p>
      )}
    </section>
  );
}

/** Its notice, where one is due, and which things are named as left open: they are named in the record. */
function EndForm({ item, said: out }: FormProps) {
  const number = useSignal("");
  const named = useSignal<readonly string[]>([]);
  const notice = item.keys.notice as { kind?: string } | undefined;
  const due = item.asks.includes("notice");
  const left = item.things.filter((each) => named.value.includes(each));
  const keys: Said = {
    ...item.keys,
    ...(due ? { notice: { kind: notice?.kind ?? "", number: number.value.trim() } } : {}),
    exceptions: left,
  };
  useSaid(out, due && !number.value.trim() ? null : keys);
  return (
    <div class="stack">
      {due ? (
        <Field
          label={t("notice", { kind: (notice?.kind ?? "").replaceAll("-", " ") })}
          value={number.value}
          onInput={(text) => {
            number.value = text;
          }}
        />
      ) : null}
      {item.things.length > 0 ? (
        <fieldset class="stack-close">
          <legend class="label">{t("exceptions")}</legend>
          <p class="soft">{t("exceptionsSays")}</p>
          <div class="picks">
            {item.things.map((each) => (
              <Button
                key={each}
                pressed={named.value.includes(each)}
                onPress={() => {
                  named.value = left.includes(each) ? left.filter((one) => one !== each) : [...left, each];
                }}
              >
                {each}
              </Button>
            ))}
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}
