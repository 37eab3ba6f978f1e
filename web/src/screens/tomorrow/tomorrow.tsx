import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useNames } from "../../acts/item";
import { untilAnswered } from "../../core/ages";
import { call } from "../../core/api";
import { inBoth, language, numberOf } from "../../core/i18n";
import { roles } from "../../core/session";
import styles from "../../styles/tomorrow.css?url";
import { Button, Field, Title } from "../../ui/basics";
import { useDressed } from "../../ui/dressed";
import { Folded } from "../../ui/folded";
import { Print } from "../../ui/print";
import { t as shell } from "../../ui/text";
import { useView, ViewFailed } from "../../ui/view";
import { GIVERS } from "../index";
import { Bring } from "./bring";
import { Decide } from "./decide";
import { Items } from "./items";
import type { Item, Proposed, Ready, Schedule } from "./types";
import { after, changeOf, dayOf, endOf, t, useOf } from "./words";

/** What is missing for the scenes with weapons of a day, tomorrow at first; and what a person has to say of a scene. */
export default function Tomorrow() {
  const day = useSignal("");
  const typed = useSignal("");
  const next = useSignal("");
  useNames();
  if (!useDressed(styles)) return <p>{shell("loading")}</p>;
  return (
    <div class="stack paper tomorrow">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      <div class="picks no-print">
        {next.value ? (
          <Button
            pressed={day.value === after(next.value, -1)}
            onPress={() => {
              day.value = after(next.value, -1);
            }}
          >
            {t("today")}
          </Button>
        ) : null}
        <Button
          pressed={day.value === ""}
          onPress={() => {
            day.value = "";
          }}
        >
          {t("tomorrow")}
        </Button>
      </div>
      <div class="no-print">
        <Field
          label={t("another")}
          type="date"
          value={typed.value}
          onInput={(value) => {
            typed.value = value;
            if (/^\d{4}-\d\d-\d\d$/.test(value)) day.value = value;
          }}
        />
      </div>
      <OneDay
        key={day.value}
        day={day.value}
        onFirst={(first) => {
          next.value = first;
        }}
      />
    </div>
  );
}

interface OneDayProps {
  readonly day: string;
  /** Told which day is tomorrow, where that was asked for. */
  readonly onFirst: (day: string) => void;
}

function OneDay({ day, onFirst }: OneDayProps) {
  const view = useView<Ready>(day ? `readiness?day=${day}` : "readiness");
  const plan = useSignal<Schedule | null>(null);
  const ready = view.value.value;
  useEffect(() => {
    if (ready && !day) onFirst(ready.day);
  }, [ready?.day]);
  // What is planned changes with the office's book alone, and not with every record of the set.
  useEffect(() => {
    if (!ready) return;
    return untilAnswered(async () => {
      plan.value = await call<Schedule>("schedule?brief=true");
    });
  }, [ready?.entry]);
  const load = (): void => void view.load();
  return (
    <>
      <ViewFailed view={view} />
      {ready ? <Whole ready={ready} schedule={plan.value} load={load} /> : null}
    </>
  );
}

interface WholeProps {
  readonly ready: Ready;
  readonly schedule: Schedule | null;
  readonly load: () => void;
}

function Whole({ ready, schedule, load }: WholeProps) {
  const of = (weight: string, when: string) =>
    ready.items.filter((each) => each.weight === weight && each.when === when);
  const missing = of("missing", "before");
  const look = of("look", "before");
  const onTheDay = ready.items.filter((each) => each.weight !== "note" && each.when === "on-the-day");
  const waiting = (schedule?.scenes ?? []).filter((each) => each.waits);
  return (
    <>
      <h2 class="asked">{dayOf(ready.day)}</h2>
      <p class="soft">
        {t("asOf", { n: numberOf(ready.record), m: numberOf(ready.entry) })}{" "}
        {ready.assumed ? t("assumed") : null}
      </p>
      <Scenes ready={ready} />
      <Items title={t(ready.assumed ? "missing" : "missingNow")} items={missing} part="missing" />
      <Items title={t("look")} items={look.filter(isNoScene)} part="look" />
      {missing.length + look.length === 0 ? (
        <p class="asked">{t(ready.assumed ? "nothing" : "nothingNow")}</p>
      ) : null}
      <Waiting scenes={waiting} day={ready.day} load={load} />
      <Items title={t("onTheDay")} items={onTheDay} part="on-the-day" />
      <Staff ready={ready} />
      <Ends ready={ready} />
      <Changes schedule={schedule} />
      {mayDecide() ? (
        <div class="no-print">
          <Folded title={t("bring")}>
            <Bring onBrought={load} />
          </Folded>
        </div>
      ) : null}
      <Items title={t("notes")} items={ready.items.filter((each) => each.weight === "note")} part="notes" />
      <a
        class="button no-print"
        href={`/api/v1/calendar.ics?language=${language.value}`}
        download="weapons.ics"
      >
        {t("calendar")}
      </a>
      <Print />
    </>
  );
}

/** Whether the one who looks may say of a scene, and bring in a script. */
const mayDecide = (): boolean => roles.value.some((role) => GIVERS.includes(role));

/** Whether it is anything but a scene that waits for a word: those stand below, with their words. */
const isNoScene = ({ code }: Item): boolean => !code.startsWith("readiness.undecided");

function Scenes({ ready }: { readonly ready: Ready }) {
  if (ready.scenes.length === 0) return <p>{t("noScene")}</p>;
  return (
    <section class="stack-close">
      <h2>{t("scenes")}</h2>
      <ul class="steps">
        {ready.scenes.map((scene) => (
          <li key={scene.scene} data-scene={scene.scene}>
            <p>
              <strong>{t("scene", { scene: scene.scene })}</strong>
            </p>
            <p class="soft">{[scene.slug, scene.location, scene.when].filter(Boolean).join(", ")}</p>
            {scene.uses.map((use) => (
              <p key={`${use.weapon} ${use.user}`}>{useOf(use)}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface WaitingProps {
  readonly scenes: readonly Proposed[];
  readonly day: string;
  readonly load: () => void;
}

function Waiting({ scenes, day, load }: WaitingProps) {
  if (scenes.length === 0) return null;
  const may = mayDecide();
  const here = scenes.filter((each) => each.days.includes(day));
  const others = scenes.filter((each) => !each.days.includes(day));
  const one = (each: Proposed) => <Decide key={each.scene} scene={each} may={may} onSaid={load} />;
  return (
    <section class="stack-close no-print" data-part="waiting">
      <h2>{t("decide")}</h2>
      <p class="soft">{t("decideSays")}</p>
      {here.map(one)}
      {others.length > 0 ? (
        <Folded title={t("decideMore", { n: numberOf(others.length) })}>{others.map(one)}</Folded>
      ) : null}
    </section>
  );
}

function Staff({ ready }: { readonly ready: Ready }) {
  if (ready.scenes.length === 0) return null;
  const { fit, needed } = ready.staff;
  const who = fit.join(", ") || t("nobody");
  return (
    <section class="stack-close">
      <h2>{t("staff")}</h2>
      <p>{t("staffSays", { fit: numberOf(fit.length), who, needed: numberOf(needed) })}</p>
    </section>
  );
}

function Ends({ ready }: { readonly ready: Ready }) {
  return (
    <>
      {ready.expiring.length > 0 ? (
        <section class="stack-close">
          <h2>{t("ends")}</h2>
          <ul class="plain">
            {ready.expiring.map((each) => (
              <li key={each.what + each.kind + each.of}>
                {each.over ? <strong>{endOf(each)}</strong> : endOf(each)}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {ready.tasks.length > 0 ? (
        <section class="stack-close">
          <h2>{t("tasks")}</h2>
          <ul class="plain">
            {ready.tasks.map((task) => (
              <li key={task.task}>
                {inBoth(task.says)} {dayOf(task.due)}
                {task.overdue ? <strong>, {t("overdue")}</strong> : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}

function Changes({ schedule }: { readonly schedule: Schedule | null }) {
  const changes = schedule ? [...schedule.changes.script, ...schedule.changes.schedule] : [];
  if (changes.length === 0) return null;
  return (
    <section class="stack-close">
      <h2>{t("changes")}</h2>
      <ul class="plain">
        {changes.map((each) => (
          <li key={each.what + each.scene + each.was + each.is}>{changeOf(each)}</li>
        ))}
      </ul>
    </section>
  );
}
