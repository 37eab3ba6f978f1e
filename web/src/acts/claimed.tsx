import type { Json } from "../core/canonical";
import type { Keys } from "../core/statement";
import { t } from "./text";

/** All that the first person says, as it goes on record: nobody puts their name to what they have not seen. */
export function Claimed({ keys }: { readonly keys: Keys }) {
  return (
    <div class="stack-close" data-claimed>
      <strong>{t("claimed")}</strong>
      <ul class="stack-close">
        {Object.entries(keys).map(([key, value]) => (
          <li key={key} class="whole">
            <span lang="en">{key.replaceAll("_", " ")}</span>: <strong>{written(value)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A value in one line; what is in it follows in its order. */
export function written(value: Json): string {
  if (Array.isArray(value)) return value.map((each: Json) => written(each)).join("; ") || "-";
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value as Keys)
    .map(([key, each]) => `${key.replaceAll("_", " ")} ${written(each)}`)
    .join(", ");
}
