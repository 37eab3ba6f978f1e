import { useId } from "preact/hooks";
import { t } from "./words";

export interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** What can be chosen, each with what it is called. */
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
  /** What it is called where nothing is chosen and nothing has to be; without it a choice is needed. */
  readonly open?: string;
  /** Whether it was asked for and is not there. */
  readonly missing?: boolean;
  readonly id?: string;
}

/** One of many, said by whoever chooses: nothing is chosen before. */
export function Choice({ label, value, options, onPick, open, missing, id }: ChoiceProps) {
  const own = useId();
  const field = id ?? own;
  return (
    <div class="field">
      <label for={field}>{label}</label>
      <select
        id={field}
        value={value}
        required={open === undefined}
        aria-invalid={missing ? "true" : undefined}
        aria-describedby={missing ? `${field}-about` : undefined}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {[["", open ?? t("choose")] as const, ...options].map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
      {missing ? (
        <p id={`${field}-about`} class="fault">
          {t("chooseNeeded")}
        </p>
      ) : null}
    </div>
  );
}
