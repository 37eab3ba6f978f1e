import "../../styles/floor.css";
import { Act } from "../../acts/act";
import { type Item, names, useNames } from "../../acts/item";
import { texts } from "../../core/i18n";
import { person } from "../../core/session";
import { en } from "../../text/en/floor";
import { es } from "../../text/es/floor";
import { Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { useView, ViewFailed } from "../../ui/view";
import { NewPlan } from "./plan";
import { OneScene } from "./scene";
import type { TheFloor } from "./types";

const t = texts(en, es);

/** The floor of the 1st AD: what blocks the next take, in order, and who has to act next; meeting, plan, take and cut. */
export default function Floor() {
  const view = useView<TheFloor>("floor");
  const floor = view.value.value;
  useNames();
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <ViewFailed view={view} />
      {floor && !floor.day_open ? <OpenDay /> : null}
      {floor && floor.scenes.length === 0 ? <p>{t("noScenes")}</p> : null}
      {floor?.scenes.map((scene) => (
        <OneScene key={scene.scene} scene={scene} load={view.load} />
      ))}
      {floor && names.value.may.includes("plan") ? (
        <Folded title={t("newPlan")}>
          <NewPlan onDone={view.load} />
        </Folded>
      ) : null}
    </div>
  );
}

/** No day is open: opened by whoever may, with a second person. */
function OpenDay() {
  const view = useView<{ before: Item | null }>("day");
  const item = view.value.value?.before;
  if (!item) return <ViewFailed view={view} />;
  return (
    <section class="stack">
      <h2>{t("dayShut")}</h2>
      {item.who.includes(person.value) || names.value.may.includes(item.kind) ? (
        <Act item={item} about={null} onDone={() => void view.load()} />
      ) : (
        <p>{t("dayBy", { who: item.who.join(", ") })}</p>
      )}
    </section>
  );
}
