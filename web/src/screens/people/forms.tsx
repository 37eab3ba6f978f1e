import { useSignal } from "@preact/signals";
import { call } from "../../core/api";
import { ask } from "../../core/say";
import type { Person } from "../../core/views";
import { AnswerBox, isPermitted, useSaying } from "../../ui/answer";
import { Button, Field } from "../../ui/basics";
import { Select } from "../../ui/select";
import { ROLES, roleName } from "./roles";
import { Sure } from "./sure";
import { PAPERS, paperName, t } from "./words";

interface RolePickProps {
  readonly value: readonly string[];
  readonly onPick: (roles: readonly string[]) => void;
}

/** Every role, of which somebody may have several. */
export function RolePick({ value, onPick }: RolePickProps) {
  const turn = (role: string): void =>
    onPick(value.includes(role) ? value.filter((each) => each !== role) : [...value, role]);
  return (
    <fieldset class="stack-close">
      <legend class="label">{t("roles")}</legend>
      <div class="picks">
        {ROLES.map((role) => (
          <Button key={role} pressed={value.includes(role)} onPress={() => turn(role)}>
            {roleName(role)}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

export function Roles({ of }: { readonly of: Person }) {
  const picked = useSignal<readonly string[]>(of.roles);
  const saying = useSaying();
  const save = () => saying.run(() => ask("assign-role", { person: of.person, roles: picked.value }));
  return (
    <div class="stack">
      <RolePick
        value={picked.value}
        onPick={(next) => {
          picked.value = next;
        }}
      />
      {picked.value.length > 0 ? (
        <Button look="main" busy={saying.busy.value} onPress={() => void save()}>
          {t("rolesSave")}
        </Button>
      ) : null}
      <AnswerBox saying={saying} />
    </div>
  );
}

export function Duties({ of }: { readonly of: Person }) {
  const text = useSignal(of.duties.join(", "));
  const saying = useSaying();
  const duties = text.value.split(",").map((each) => each.trim());
  const said = duties.filter(Boolean);
  return (
    <div class="stack">
      <Field
        label={t("duties")}
        hint={t("dutiesHint")}
        value={text.value}
        onInput={(next) => {
          text.value = next;
        }}
      />
      {said.length > 0 ? (
        <Button
          look="main"
          busy={saying.busy.value}
          onPress={() => void saying.run(() => ask("staff", { person: of.person, duties: said }))}
        >
          {t("dutiesSave")}
        </Button>
      ) : null}
      <AnswerBox saying={saying} />
    </div>
  );
}

const COVERS = ["handgun", "long-gun", "machine-gun", "revolver", "pistol", "rifle", "muzzle-loader"];

export function GivePaper({ who }: { readonly who: string }) {
  const said = useSignal({ kind: "firearms", number: "", expires: "", class: "" });
  const saying = useSaying();
  const put = (more: Partial<typeof said.value>): void => {
    said.value = { ...said.value, ...more };
  };
  const save = () =>
    saying.run(() => ask("record-paper", { ...said.value, about: who }, { aboutPerson: true }));
  return (
    <div class="stack">
      <Select
        label={t("paperKind")}
        value={said.value.kind}
        options={Object.keys(PAPERS).map((kind) => [kind, paperName(kind)] as const)}
        onPick={(kind) => put({ kind })}
      />
      <Select
        label={t("paperClass")}
        value={said.value.class}
        options={[["", t("paperAny")], ...COVERS.map((each) => [each, each.replaceAll("-", " ")] as const)]}
        onPick={(covers) => put({ class: covers })}
      />
      <Field
        label={t("paperNumber")}
        hint={t("paperNumberHint")}
        value={said.value.number}
        onInput={(number) => put({ number })}
      />
      <Field
        label={t("paperEnds")}
        type="date"
        value={said.value.expires}
        onInput={(expires) => put({ expires })}
      />
      <Button look="main" busy={saying.busy.value} onPress={() => void save()}>
        {t("paperSave")}
      </Button>
      <AnswerBox saying={saying} />
    </div>
  );
}

/** What is personal is forgotten: said first what that is, and what stays. The badge goes with it. */
export function Erase({ who }: { readonly who: string }) {
  const saying = useSaying();
  const erase = async (): Promise<void> => {
    const outcome = await saying.run(() => ask("erase", { person: who }));
    if (!isPermitted(outcome)) return;
    await call(`badges/${encodeURIComponent(who)}/withdrawal`, { body: {} }).catch(() => undefined);
  };
  return (
    <div class="stack-close">
      <p>{t("eraseSays", { who })}</p>
      <p>{t("eraseStays", { who })}</p>
      <Sure what={t("eraseNow")} busy={saying.busy.value} onSure={() => void erase()}>
        <p>{t("eraseTitle", { who })}</p>
      </Sure>
      <AnswerBox saying={saying} />
    </div>
  );
}
