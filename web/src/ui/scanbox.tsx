import { useSignal } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { codeOf, hasCamera, NoCode, readPhoto, watchCamera, watchKeys } from "../core/scan";
import { announce } from "./announce";
import { Button, Field } from "./basics";
import { t } from "./text";

const WHY = {
  "not-a-picture": "scanNoPicture",
  "too-large": "scanTooLarge",
  "no-code": "scanNoCode",
  "no-camera": "scanNoCamera",
  "no-reader": "scanNoReader",
} as const;

export interface ScanBoxProps {
  readonly label: string;
  readonly onCode: (code: string) => void;
  readonly hint?: string;
}

/** A code, however it comes: camera, photo, a scanner that types, or fingers. */
export function ScanBox({ label, onCode, hint }: ScanBoxProps) {
  const text = useSignal("");
  const fault = useSignal("");
  const camera = useSignal(false);
  const take = (code: string): void => {
    text.value = "";
    fault.value = "";
    camera.value = false;
    if (code) onCode(code);
  };
  const failed = (error: unknown): void => {
    if (!(error instanceof NoCode)) throw error;
    fault.value = t(WHY[error.why]);
    camera.value = false;
    announce(fault.value, true);
  };
  const latest = useRef(take);
  latest.current = take;
  useLayoutEffect(() => watchKeys((code) => latest.current(code)), []);
  return (
    <div class="stack-close">
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          take(codeOf(text.value));
        }}
      >
        <div class="grow">
          <Field
            label={label}
            value={text.value}
            fault={fault.value}
            {...(hint ? { hint } : {})}
            onInput={(next) => {
              text.value = next;
            }}
          />
        </div>
        <Button submit onPress={() => undefined}>
          {t("scanUse")}
        </Button>
      </form>
      {camera.value ? (
        <Camera
          onCode={take}
          onFail={failed}
          onStop={() => {
            camera.value = false;
          }}
        />
      ) : (
        <div class="row">
          {hasCamera() ? (
            <Button
              onPress={() => {
                camera.value = true;
              }}
            >
              {t("scanCamera")}
            </Button>
          ) : null}
          <Photo onFile={(file) => readPhoto(file).then(take, failed)} />
        </div>
      )}
    </div>
  );
}

function Photo({ onFile }: { readonly onFile: (file: File) => void }) {
  const id = useId();
  return (
    <span class="photo">
      <input
        class="unseen"
        id={id}
        type="file"
        accept="image/*"
        capture="environment"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (!file) return;
          announce(t("scanReading"));
          onFile(file);
        }}
      />
      <label class="button" for={id}>
        {t("scanPhoto")}
      </label>
    </span>
  );
}

interface CameraProps {
  readonly onCode: (code: string) => void;
  readonly onFail: (error: unknown) => void;
  readonly onStop: () => void;
}

function Camera({ onCode, onFail, onStop }: CameraProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    let gone = false;
    let stop: (() => void) | undefined;
    watchCamera(video.current as HTMLVideoElement, onCode).then((stopping) => {
      if (gone) stopping();
      else stop = stopping;
    }, onFail);
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return (
    <div class="camera stack-close">
      <p>{t("scanShow")}</p>
      <video ref={video} muted playsInline />
      <Button onPress={onStop}>{t("scanStop")}</Button>
    </div>
  );
}
