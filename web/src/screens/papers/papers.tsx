import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { loadNames } from "../../acts/item";
import { call, NoAnswer, Refused } from "../../core/api";
import { language } from "../../core/i18n";
import { TurnedAway } from "../../ui/answer";
import { Title } from "../../ui/basics";
import { Select } from "../../ui/select";
import { t as shell } from "../../ui/text";
import { Form } from "./form";
import { type Catalogue, NO_PAPERS, type Paper } from "./types";
import { t } from "./words";

/** The papers that one may have: one is chosen, what it is about is said, and it is kept as a PDF. */
export default function Papers() {
  const found = useSignal<Catalogue>(NO_PAPERS);
  const chosen = useSignal("");
  const failed = useSignal<Refused | NoAnswer | null>(null);
  useEffect(() => {
    const ask = async (): Promise<void> => {
      try {
        found.value = await call<Catalogue>(`papers?lang=${language.value}`);
        failed.value = null;
        await loadNames();
      } catch (error) {
        if (!(error instanceof Refused || error instanceof NoAnswer)) throw error;
        failed.value = error;
      }
    };
    void ask();
  }, [language.value]);
  const papers = found.value.papers;
  const paper: Paper | undefined = papers.find((each) => each.name === chosen.value) ?? papers[0];
  return (
    <div class="stack">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      {failed.value instanceof Refused ? <TurnedAway refused={failed.value} title={t("notShown")} /> : null}
      {failed.value instanceof NoAnswer ? <p class="fault">{shell("noAnswer")}</p> : null}
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
          <Form key={paper.name} paper={paper} mayName={found.value.names} />
        </>
      ) : null}
    </div>
  );
}
