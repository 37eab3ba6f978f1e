import { numberOf } from "../../core/i18n";
import { person } from "../../core/session";
import type { Item } from "./types";
import { placeOf, said, t } from "./words";

interface ItemsProps {
  readonly title: string;
  readonly items: readonly Item[];
  readonly part: string;
}

/** What is missing, one under the other: what it is, what to do, who can, and the way there for whoever can. */
export function Items({ title, items, part }: ItemsProps) {
  if (items.length === 0) return null;
  return (
    <section class="stack-close" data-part={part}>
      <h2>
        {title}: {numberOf(items.length)}
      </h2>
      <ol class="steps">
        {items.map((item) => (
          <li key={item.code + item.says.en} class="stack-close" data-code={item.code}>
            <One item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function One({ item }: { readonly item: Item }) {
  const says = said(item.says);
  const next = said(item.next);
  const place = item.by.includes(person.value) ? placeOf(item) : "";
  const named = item.code.startsWith("readiness.");
  return (
    <>
      {named || item.scenes.length === 0 ? null : (
        <p class="soft">{t("scene", { scene: item.scenes.join(", ") })}</p>
      )}
      <p lang={says.lang}>
        <strong>{says.text}</strong>
      </p>
      <p lang={next.lang}>{next.text}</p>
      {item.by.length > 0 ? <p class="soft">{t("whoCan", { who: item.by.slice(0, 4).join(", ") })}</p> : null}
      {place ? (
        <a class="button" href={place}>
          {t("go")}
        </a>
      ) : null}
    </>
  );
}
