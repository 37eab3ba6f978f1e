import { useId } from "preact/hooks";

export interface SelectProps {
  readonly label: string;
  readonly value: string;
  /** What can be chosen, each with what it is called. */
  readonly options: readonly (readonly [string, string])[];
  readonly onPick: (value: string) => void;
}

/** One of many, as the phone itself offers it. */
export function Select({ label, value, options, onPick }: SelectProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
