import "../styles/photos.css";
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { texts, timeOf } from "../core/i18n";
import { MOST_PHOTOS, NoPhoto, type Photo, photoOf } from "../core/photo";

import { en } from "../text/en/photos";
import { es } from "../text/es/photos";
import { announce } from "./announce";
import { Button } from "./basics";

const t = texts(en, es);

/** A photo as the node lists it. */
export interface Listed {
  readonly sha256: string;
  readonly record: number;
  readonly at: string;
  readonly kind: string;
  readonly by: string;
}

/** Take photos that go with an act: each made small here, with nothing of where and when in it. */
export function TakePhotos({ photos }: { readonly photos: Signal<readonly Photo[]> }) {
  const id = useId();
  const fault = useSignal("");
  const add = async (file: File): Promise<void> => {
    fault.value = "";
    announce(t("making"));
    try {
      const made = await photoOf(file);
      const known = photos.value.some((each) => each.sha256 === made.sha256);
      if (!known) photos.value = [...photos.value, made];
      announce(t("added", { n: photos.value.length }));
    } catch (error) {
      if (!(error instanceof NoPhoto)) throw error;
      fault.value = t("noPhoto");
      announce(fault.value, true);
    }
  };
  return (
    <div class="stack-close photos">
      {photos.value.length > 0 ? (
        <ul class="row">
          {photos.value.map((each, at) => (
            <li key={each.sha256} class="stack-close">
              <img src={each.shown} alt={t("taken", { n: at + 1 })} />
              <Button
                label={t("removeOf", { n: at + 1 })}
                onPress={() => {
                  photos.value = photos.value.filter((one) => one !== each);
                }}
              >
                {t("remove")}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {fault.value ? <p class="fault">{fault.value}</p> : null}
      {photos.value.length < MOST_PHOTOS ? (
        <span class="photo">
          <input
            class="unseen"
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            aria-describedby={`${id}-about`}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = "";
              if (file) void add(file);
            }}
          />
          <label class="button" for={id}>
            {t("take")}
          </label>
        </span>
      ) : null}
      <p class="soft" id={`${id}-about`}>
        {t("hint")}
      </p>
    </div>
  );
}

/** Photos on record, the newest first; each opens by itself. */
export function Photos({ photos, of }: { readonly photos: readonly Listed[]; readonly of: string }) {
  if (photos.length === 0) return <p class="soft">{t("none")}</p>;
  return (
    <ul class="gallery">
      {photos.map((each) => (
        <li key={`${each.record}${each.sha256}`}>
          <a href={`/api/v1/photos/${each.sha256}`} target="_blank" rel="noopener">
            <img
              loading="lazy"
              src={`/api/v1/photos/${each.sha256}`}
              alt={t("shown", { of, kind: each.kind, n: each.record })}
            />
          </a>
          <p class="soft">{t("by", { who: each.by, time: timeOf(each.at), n: each.record })}</p>
        </li>
      ))}
    </ul>
  );
}
