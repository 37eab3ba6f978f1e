import { names } from "../../acts/item";
import { numberOf, texts, timeOf } from "../../core/i18n";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { Folded } from "../../ui/folded";
import { Meeting } from "./meeting";
import { TakeAndCut } from "./take";
import type { Scene } from "./types";
import { OnTheFloor } from "./weapon";

const t = texts(en, es);

interface SceneProps {
  readonly scene: Scene;
  readonly load: () => Promise<void>;
}

/** One scene of today: take and cut, its meeting with who missed it, and every planned weapon. */
export function OneScene({ scene, load }: SceneProps) {
  const { meeting, meet } = scene;
  // Where something changed since the meeting, everybody meets again; else those who missed it are added.
  const wanted = (meet?.keys.attendees ?? []) as string[];
  const again = meeting !== null && wanted.some((each) => !scene.late.includes(each));
  const late = again ? [] : scene.late;
  return (
    <section class="stack scene" data-scene={scene.scene}>
      <h2>{scene.scene}</h2>
      <TakeAndCut scene={scene} load={load} />
      <div class="stack-close">
        <p>
          {meeting
            ? t("met", { time: timeOf(meeting.at), n: numberOf(meeting.attendees.length) })
            : t("notMet")}
        </p>
        {again ? (
          <p>
            <strong>{t("changed")}</strong>
          </p>
        ) : null}
        {late.length > 0 ? (
          <p>
            <strong>{t("late", { who: late.join(", ") })}</strong>
          </p>
        ) : null}
        {names.value.may.includes("meet") ? (
          <Folded title={t(late.length > 0 ? "addLate" : meeting ? "meetAgain" : "meet")}>
            <Meeting
              scene={scene.scene}
              item={meet}
              late={late}
              before={meeting?.attendees ?? []}
              load={load}
            />
          </Folded>
        ) : meet ? (
          <p>{t("meetBy", { who: meet.who.slice(0, 4).join(", ") })}</p>
        ) : null}
      </div>
      <ul class="stack">
        {scene.weapons.map((each) => (
          <li key={each.weapon}>
            <OnTheFloor planned={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}
