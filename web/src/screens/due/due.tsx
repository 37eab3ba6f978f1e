import { useSignal } from "@preact/signals";
import { inBoth } from "../../core/i18n";
import { roles } from "../../core/session";
import styles from "../../styles/due.css?url";
import { Button, Title } from "../../ui/basics";
import { useDressed } from "../../ui/dressed";
import { Folded } from "../../ui/folded";
import { t as shell } from "../../ui/text";
import { useView, ViewFailed } from "../../ui/view";
import { SUPERVISORS } from "../index";
import { Answering } from "./answering";
import type { Task, Tasks } from "./types";
import { clauseOf, dayOf, noteOf, t, whenOf, whereOf } from "./words";

/** Who says that a task is done, or puts it off. */
const ANSWERERS: readonly string[] = [
  ...SUPERVISORS,
  "armorer",
  "property-master",
  "assistant-property-master",
];

const GROUPS = [
  ["overdue", "overdue"],
  ["today", "today"],
  ["soon", "soon"],
  ["undated", "undated"],
  ["later", "later"],
  ["put-off", "putOff"],
  ["done", "done"],
] as const;

/** What is due, by when and by which clause, the most urgent first. */
export default function Due() {
  const all = useSignal(false);
  const view = useView<Tasks>(all.value ? "tasks?all=true" : "tasks");
  const shown = view.value.value;
  if (!useDressed(styles)) return <p>{shell("loading")}</p>;
  return (
    <div class="stack due">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      <ViewFailed view={view} />
      {shown && shown.tasks.length === 0 ? <p class="asked">{t("nothing")}</p> : null}
      {shown
        ? GROUPS.map(([state, name]) => (
            <Group
              key={state}
              title={t(name)}
              tasks={shown.tasks.filter((each) => each.state === state)}
              today={shown.today}
              onDone={() => void view.load()}
            />
          ))
        : null}
      <Button
        pressed={all.value}
        onPress={() => {
          all.value = !all.value;
        }}
      >
        {t("all")}
      </Button>
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly today: string;
  readonly onDone: () => void;
}

function Group({ title, tasks, today, onDone }: GroupProps) {
  if (tasks.length === 0) return null;
  return (
    <section class="stack-close">
      <h2>
        {title} ({tasks.length})
      </h2>
      <ul class="plain">
        {tasks.map((each) => (
          <li key={each.id} data-task={each.id} data-state={each.state}>
            <One task={each} today={today} onDone={onDone} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OneProps {
  readonly task: Task;
  readonly today: string;
  readonly onDone: () => void;
}

function One({ task, today, onDone }: OneProps) {
  const off = task.put_off;
  const said = task.said_done;
  const when = whenOf(task);
  const mine = roles.value.some((role) => ANSWERERS.includes(role));
  return (
    <>
      <p class="what">{inBoth(task.says)}</p>
      {when ? <p class="when">{task.state === "overdue" ? <strong>{when}</strong> : when}</p> : null}
      <p class="soft">
        {clauseOf(task.clause)} <span lang="en">{noteOf(task.clause)}</span>
      </p>
      {task.rests.length > 0 ? <p class="soft">{t("rests", { records: whereOf(task.rests) })}</p> : null}
      {task.done ? <p class="soft">{t("shown", { records: whereOf([task.done]) })}</p> : null}
      {said ? (
        <p>{t("saidDone", { day: dayOf(said.on), n: said.entry, reference: said.reference })}</p>
      ) : null}
      {off ? <p>{t("off", { day: dayOf(off.until), n: off.entry, why: off.why })}</p> : null}
      {mine && task.state !== "done" ? (
        <Folded title={t("answer")}>
          <Answering task={task.id} ends={task.ends} today={today} onDone={onDone} />
        </Folded>
      ) : null}
    </>
  );
}
