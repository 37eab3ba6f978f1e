import { useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { type FormProps, useSaid } from "../../acts/form";
import type { Item } from "../../acts/item";
import { call, NoAnswer, Refused } from "../../core/api";
import { texts } from "../../core/i18n";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { announce } from "../../ui/announce";
import { Button, Field } from "../../ui/basics";
import { PersonPick } from "../../ui/pick";
import { ScanBox } from "../../ui/scanbox";
import { t as shell } from "../../ui/text";
import { secondsOf } from "./seconds";

const t = texts(en, es);

interface MeetingProps {
  readonly scene: string;
  readonly item: Item | null;
  readonly late: readonly string[];
  /** Who was at it before. */
  readonly before: readonly string[];
  readonly load: () => Promise<void>;
}

/** Hold the safety meeting, or have those who missed it catch up: who is there is scanned or tapped, one by one. */
export function Meeting({ scene, item, late, before, load }: MeetingProps) {
  const whole: Item = item ?? {
    ...{
      kind: "meet",
      door: "ask",
      keys: { scene, attendees: [...before] },
      asks: ["attendees"],
      second: true,
      second_says: [],
    },
    ...{ seconds: secondsOf("meet"), who: [], findings: [], announce: "", things: [] },
  };
  return (
    <div class="stack">
      <p>{t(late.length > 0 ? "lateSays" : "meetSays")}</p>
      <Act item={whole} about={null} form={Attendance} onDone={() => void load()} />
    </div>
  );
}

/** Who is there. Nobody is, until their badge was scanned or their name tapped. */
function Attendance({ item, said }: FormProps) {
  const expected = (item.keys.attendees ?? []) as string[];
  const there = useSignal<readonly string[]>([]);
  const fault = useSignal("");
  const topics = useSignal("");
  const place = useSignal("");
  const list = topics.value
    .split(/[\n,;]/)
    .map((each) => each.trim())
    .filter(Boolean);
  const keys = { ...item.keys, attendees: there.value, topics: list, place: place.value };
  useSaid(said, there.value.length > 0 ? keys : null);
  const add = (who: string): void => {
    if (!there.value.includes(who)) there.value = [...there.value, who];
    fault.value = "";
    announce(t("isThere", { who }));
  };
  const scanned = async (code: string): Promise<void> => {
    try {
      add((await call<{ person: string }>("badges/whose", { body: { badge: code } })).person);
    } catch (error) {
      if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
      fault.value = error instanceof Refused ? `${error.says} ${error.now}` : shell("noAnswer");
      announce(fault.value, true);
    }
  };
  const all = [...new Set([...expected, ...there.value])];
  return (
    <div class="stack">
      <ScanBox label={t("badge")} onCode={(code) => void scanned(code)} />
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      <fieldset class="stack-close">
        <legend class="label">{t("there", { n: there.value.length, of: all.length })}</legend>
        <div class="picks">
          {all.map((who) => {
            const on = there.value.includes(who);
            return (
              <Button
                key={who}
                pressed={on}
                onPress={() => {
                  if (on) there.value = there.value.filter((each) => each !== who);
                  else add(who);
                }}
              >
                <span>{who}</span>
                <span class="soft">{t(on ? "isHere" : "isNot")}</span>
              </Button>
            );
          })}
        </div>
      </fieldset>
      <details class="fold">
        <summary>{t("more")}</summary>
        <div class="stack">
          <PersonPick label={t("alsoThere")} value="" not={all} onPick={add} />
          <Field
            label={t("topics")}
            value={topics.value}
            long
            onInput={(text) => {
              topics.value = text;
            }}
          />
          <Field
            label={t("place")}
            value={place.value}
            onInput={(text) => {
              place.value = text;
            }}
          />
        </div>
      </details>
    </div>
  );
}
