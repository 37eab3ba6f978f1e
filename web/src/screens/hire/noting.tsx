import { useSignal } from "@preact/signals";
import { inBoth } from "../../core/i18n";
import type { Photo } from "../../core/photo";
import { TakePhotos } from "../../ui/photos";
import { Ask, Entry, Pick, useForm } from "./entry";
import { Failed } from "./failed";
import { useHire } from "./load";
import type { Checklist } from "./types";
import { t } from "./words";

const MARKS = ["ok", "worn", "fault", "missing"] as const;
const MARK = "mark ";

/** How a thing looks, point by point: nothing is chosen before somebody looked. */
export function Noting({ hire, things }: { readonly hire: string; readonly things: readonly string[] }) {
  const form = useForm();
  const photos = useSignal<readonly Photo[]>([]);
  const thing = form.said.value.thing ?? "";
  const view = useHire<Checklist>(thing ? `checklists?thing=${encodeURIComponent(thing)}` : "");
  const list = view.value.value;
  return (
    <Entry
      kind="note-condition"
      form={form}
      photos={photos}
      needs={["thing", "moment"]}
      keys={(said) => {
        const marks = Object.entries(said).filter(([name]) => name.startsWith(MARK));
        if (marks.length === 0 || !list) return null;
        return {
          ...{ hire, thing: said.thing, moment: said.moment, list: list.list },
          ...(said.on ? { on: said.on } : {}),
          ...(said.says ? { says: said.says } : {}),
          marks: Object.fromEntries(marks.map(([name, mark]) => [name.slice(MARK.length), mark])),
        };
      }}
    >
      <Pick
        form={form}
        name="thing"
        label={t("thing")}
        options={things.map((each) => [each, each] as const)}
        needed
      />
      <Pick
        form={form}
        name="moment"
        label={t("moment")}
        options={[
          ["out", t("momentOut")],
          ["in", t("momentIn")],
          ["look", t("momentLook")],
        ]}
        needed
      />
      <Ask form={form} name="on" label={t("on")} type="date" />
      <Failed view={view} />
      {thing
        ? list?.points.map((each) => (
            <Pick
              key={each.point}
              form={form}
              name={`${MARK}${each.point}`}
              label={inBoth(each.says)}
              open={t("notSaid")}
              options={MARKS.map((mark) => [mark, t(mark)] as const)}
            />
          ))
        : null}
      <Ask form={form} name="says" label={t("words")} long />
      <TakePhotos photos={photos} />
    </Entry>
  );
}

/** After how many days or rounds a weapon is due. */
export function Spacing({ weapons }: { readonly weapons: readonly string[] }) {
  const form = useForm();
  const number = (said: string | undefined): number => (/^\d{1,6}$/.test(said ?? "") ? Number(said) : 0);
  return (
    <Entry
      kind="set-interval"
      form={form}
      needs={["weapon"]}
      keys={(said) =>
        number(said.days) || number(said.rounds)
          ? { of: "weapon", name: said.weapon, days: number(said.days), rounds: number(said.rounds) }
          : null
      }
    >
      <Pick
        form={form}
        name="weapon"
        label={t("weapon")}
        options={weapons.map((each) => [each, each] as const)}
        needed
      />
      <Ask form={form} name="days" label={t("everyDays")} keyboard="numeric" hint={t("everyHint")} />
      <Ask form={form} name="rounds" label={t("everyRounds")} keyboard="numeric" />
      {form.asked.value ? <p class="fault">{t("everyHint")}</p> : null}
    </Entry>
  );
}

/** A service was done. */
export function Servicing({ weapons }: { readonly weapons: readonly string[] }) {
  const form = useForm();
  const optional = ["on", "certificate", "firm", "expires", "says"] as const;
  return (
    <Entry
      kind="record-service"
      form={form}
      needs={["weapon", "result", "who"]}
      keys={(said) => ({
        ...{ weapon: said.weapon, result: said.result, who: said.who },
        ...Object.fromEntries(optional.filter((key) => said[key]).map((key) => [key, said[key]])),
      })}
    >
      <Pick
        form={form}
        name="weapon"
        label={t("weapon")}
        options={weapons.map((each) => [each, each] as const)}
        needed
      />
      <Pick
        form={form}
        name="result"
        label={t("result")}
        options={(["fit", "limited", "unfit"] as const).map((each) => [each, t(each)] as const)}
        needed
      />
      <Ask form={form} name="who" label={t("who")} needed />
      <Ask form={form} name="on" label={t("on")} type="date" />
      <Ask form={form} name="certificate" label={t("certificate")} />
      <Ask form={form} name="expires" label={t("expires")} type="date" />
      <Ask form={form} name="says" label={t("words")} long />
    </Entry>
  );
}
