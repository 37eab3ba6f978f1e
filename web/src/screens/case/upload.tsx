import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { callOnce, type NoAnswer, type Refused } from "../../core/api";
import { announce } from "../../ui/announce";
import { Button, Field, Notice } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Choice } from "./choice";
import { Came } from "./form";
import { type Done, known, newId, turn } from "./load";
import { t, word } from "./words";

const TYPES = ["article", "transcript", "official-report", "interview", "court", "regulator", "statement"];
const LARGEST = 64 * 1024 * 1024;
const ABOUT = ["title", "publisher", "author", "address"] as const;

interface Given {
  readonly id: string;
  readonly sources: readonly string[];
}

/** A source comes in: its file, what it is and when it was published. It is kept whole, and nothing is fetched. */
export function Upload({ id, sources }: Given) {
  return (
    <Folded title={t("addSource")}>
      <Form id={id} sources={sources} />
    </Folded>
  );
}

function Form({ id, sources }: Given) {
  const file = useSignal<File | null>(null);
  const said = useSignal<Readonly<Record<string, string>>>({ type: "", published: "" });
  const busy = useSignal(false);
  const fault = useSignal<Refused | NoAnswer | null>(null);
  const told = useSignal("");
  const done = useSignal<Done | null>(null);
  const field = useId();
  const put = (key: string) => (value: string) => {
    said.value = { ...said.value, [key]: value };
  };
  const send = async (): Promise<void> => {
    const one = file.value;
    const small = !one || one.size <= LARGEST;
    told.value = !one ? t("fileNeeded") : small ? (said.value.type ? "" : t("notComplete")) : t("fileLarge");
    if (told.value) announce(told.value, true);
    if (!one || told.value || busy.value) return;
    busy.value = true;
    fault.value = null;
    done.value = null;
    try {
      const { type, published, corrects, ...about } = said.value;
      const filled = Object.fromEntries(Object.entries(about).filter(([, value]) => value.trim()));
      const content = await base64Of(one);
      const body = { act_id: newId("source"), name: one.name, content, type, published, about: filled };
      done.value = await callOnce<Done>(`cases/${id}/sources`, { ...body, corrects: corrects ?? "" });
      announce(t("sourceIn", { id: done.value.id }));
      file.value = null;
      said.value = { type: "", published: "" };
      turn.value += 1;
    } catch (error) {
      fault.value = known(error);
    }
    busy.value = false;
  };
  return (
    <div class="stack case-form">
      <div class="field">
        <label for={field}>{t("file")}</label>
        <input
          id={field}
          type="file"
          accept=".txt,.html,.htm,.pdf,.vtt,.srt,.json,text/*,application/pdf"
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0] ?? null;
          }}
        />
        <p class="soft">{t("fileSays")}</p>
      </div>
      <Choice
        label={t("type")}
        value={said.value.type ?? ""}
        options={TYPES.map((each) => [each, word("type", each)])}
        missing={told.value !== "" && !said.value.type}
        onPick={put("type")}
      />
      <Field
        label={t("published")}
        type="date"
        value={said.value.published ?? ""}
        hint={t("publishedSays")}
        onInput={put("published")}
      />
      {ABOUT.map((each) => (
        <Field key={each} label={word("about", each)} value={said.value[each] ?? ""} onInput={put(each)} />
      ))}
      {sources.length > 0 ? (
        <Choice
          label={t("corrects")}
          value={said.value.corrects ?? ""}
          open={t("notSaid")}
          options={sources.map((each) => [each, each] as const)}
          onPick={put("corrects")}
        />
      ) : null}
      <Button onPress={() => void send()} busy={busy.value}>
        {t(busy.value ? "sending" : "addSource")}
      </Button>
      {told.value ? <p class="fault">{told.value}</p> : null}
      <Came done={null} fault={fault.value} />
      {done.value ? (
        <Notice title={t("sourceIn", { id: done.value.id })}>
          {done.value.same_as ? <p>{t("sameAs", { id: done.value.same_as })}</p> : null}
          <a href={`/cases/${id}/sources/${done.value.id}`}>{t("toReview")}</a>
        </Notice>
      ) : null}
    </div>
  );
}

/** The bytes of a file in base64, without keeping them twice as text. */
function base64Of(file: File): Promise<string> {
  return new Promise((fulfil, fail) => {
    const reader = new FileReader();
    reader.onload = () => fulfil(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
