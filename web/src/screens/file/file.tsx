import { signal, useSignal } from "@preact/signals";
import { Act } from "../../acts/act";
import { type FormProps, useSaid } from "../../acts/form";
import { names, useNames } from "../../acts/item";
import { go, place } from "../../core/router";
import { person } from "../../core/session";
import { Button, Field, Title } from "../../ui/basics";
import { useView, ViewFailed } from "../../ui/view";
import { Dropouts } from "./dropouts";
import { OneFile } from "./one";
import { t } from "./text";
import { type File, type Files, itemOf } from "./views";
import { WordOf } from "./weapons";

const open = (name: string): void => go(name ? `/file?f=${encodeURIComponent(name)}` : "/file");

/** Files of background weapons: what dropped out of them first; then one of them, or another one. */
export default function FileScreen() {
  const name = place.value.query.get("f") ?? "";
  const view = useView<Files>("files");
  useNames();
  const files = view.value.value?.files;
  return (
    <div class="stack">
      <Title>{name ? `${t("title")}: ${name}` : t("title")}</Title>
      <ViewFailed view={view} />
      {!files ? null : name ? (
        <OneFile
          key={name}
          name={name}
          file={files.find((each) => each.file === name)}
          load={view.load}
          onAll={() => open("")}
        />
      ) : (
        <AllFiles files={files} load={view.load} />
      )}
    </div>
  );
}

function AllFiles({ files, load }: { readonly files: readonly File[]; readonly load: () => Promise<void> }) {
  return (
    <>
      {files.map((file) => (
        <Dropouts key={file.file} file={file} />
      ))}
      {files.length === 0 ? <p>{t("none")}</p> : null}
      {files.map((file) => (
        <article key={file.file} class="notice stack-close" data-file={file.file}>
          <h2>
            <a class="button whole" href={`/file?f=${encodeURIComponent(file.file)}`}>
              {file.file}
            </a>
          </h2>
          <WordOf file={file} />
          <p class="soft">{t("people", { who: file.custodian, second: file.watcher })}</p>
        </article>
      ))}
      {names.value.may.includes("open-file") ? (
        <section class="stack">
          <h2>{t("openOne")}</h2>
          <Opening load={load} />
        </section>
      ) : null}
      <p class="soft">{t("says")}</p>
    </>
  );
}

/** What the file is called that is being opened here. */
const naming = signal("");

const WATCHERS = ["assistant-armorer", "assistant-property-master", "armorer", "property-master"];

function Opening({ load }: { readonly load: () => Promise<void> }) {
  const seconds = names.value.people
    .filter((each) => each.person !== person.value && each.roles.some((role) => WATCHERS.includes(role)))
    .map((each) => each.person);
  return (
    <Act
      item={{ ...itemOf("open-file", {}, ""), seconds }}
      about={null}
      form={OpeningForm}
      onDone={(outcome) => {
        if (outcome.is !== "answer" || outcome.answer.outcome !== "permit") return;
        void load().then(() => open(naming.value));
      }}
    />
  );
}

function OpeningForm({ said }: FormProps) {
  const name = useSignal("");
  const scene = useSignal("");
  const where = useSignal("");
  const other = useSignal(false);
  const full = name.value.trim() && scene.value.trim();
  useSaid(said, full ? { file: name.value.trim(), scene: scene.value.trim(), place: where.value } : null);
  return (
    <div class="stack">
      <Field
        label={t("name")}
        value={name.value}
        onInput={(text) => {
          name.value = text;
          naming.value = text.trim();
        }}
      />
      {other.value ? (
        <Field
          label={t("scene")}
          value={scene.value}
          onInput={(text) => {
            scene.value = text;
          }}
        />
      ) : (
        <fieldset class="stack-close">
          <legend class="label">{t("scene")}</legend>
          <div class="picks">
            {names.value.scenes.map((each) => (
              <Button
                key={each}
                pressed={scene.value === each}
                onPress={() => {
                  scene.value = each;
                }}
              >
                {each}
              </Button>
            ))}
            <Button
              onPress={() => {
                other.value = true;
                scene.value = "";
              }}
            >
              {t("otherScene")}
            </Button>
          </div>
        </fieldset>
      )}
      <Field
        label={t("place")}
        value={where.value}
        onInput={(text) => {
          where.value = text;
        }}
      />
    </div>
  );
}
