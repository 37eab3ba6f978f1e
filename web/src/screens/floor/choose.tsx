import { Button } from "../../ui/basics";

type Pairs = readonly (readonly [string, string])[];

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly of: Pairs;
  readonly onPick: (value: string) => void;
}

/** One of a few, in large buttons. */
export function Choice({ label, value, of, onPick }: ChoiceProps) {
  return <Several label={label} value={[value]} of={of} onPick={(next) => onPick(next.at(-1) ?? "")} />;
}

interface SeveralProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly of: Pairs;
  readonly onPick: (value: readonly string[]) => void;
}

/** Any of a few; what was chosen last stands last. */
export function Several({ label, value, of, onPick }: SeveralProps) {
  return (
    <fieldset class="stack-close">
      <legend class="label">{label}</legend>
      <div class="picks">
        {of.map(([name, text]) => (
          <Button
            key={name}
            pressed={value.includes(name)}
            onPress={() =>
              onPick(value.includes(name) ? value.filter((each) => each !== name) : [...value, name])
            }
          >
            {text}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}
