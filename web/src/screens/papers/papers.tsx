import { useSignal } from "@preact/signals";
import { useNames } from "../../acts/item";
import { language } from "../../core/i18n";
import { Title } from "../../ui/basics";
import { Select } from "../../ui/select";
import { useView, ViewFailed } from "../../ui/view";
import { Form } from "./form";
import type { Catalogue, Paper } from "./types";
import { t } from "./words";

/** The papers that one may have: one is chosen, what it is about is said, and it is kept as a PDF. */
export default function Papers() {
  const view = useView<Catalogue>(`papers?lang=${language.value}`);
  const chosen = useSignal("");
  useNames();
  const papers = view.value.value?.papers ?? [];
  const paper: Paper | undefined = papers.find((each) => each.name === chosen.value) ?? papers[0];
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      <ViewFailed view={view} />
      {paper ? (
        <>
          <Select
            label={t("paper")}
            value={paper.name}
            options={papers.map((each) => [each.name, each.title] as const)}
            onPick={(value) => {
              chosen.value = value;
            }}
          />
          <Form key={paper.name} paper={paper} mayName={view.value.value?.names ?? false} />
        </>
      ) : null}
    </div>
  );
}
