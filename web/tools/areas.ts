/** What is loaded together: by what somebody does, so that a phone loads what belongs to its own role. */

/** The texts of each area. A catalogue that is in none does not build. */
export const AREAS = {
  shell: ["shell", "board"],
  acts: ["acts", "kinds", "photos", "things"],
  everyone: ["witness", "hands", "weapon", "me"],
  open: ["concern", "release", "incident", "enter"],
  people: ["people", "roles"],
  devices: ["devices"],
  custody: ["bench", "run", "file"],
  floor: ["floor"],
  record: ["lot", "day", "intake", "duties"],
  // What is done at a desk.
  case: ["cases", "casewords", "papers"],
  hire: ["hire"],
  tomorrow: ["tomorrow"],
  due: ["due"],
  lists: ["lists"],
  counts: ["counts"],
} as const;

export type Area = keyof typeof AREAS;

export function areaOf(catalogue: string): Area {
  const found = (Object.keys(AREAS) as Area[]).find((area) =>
    (AREAS[area] as readonly string[]).includes(catalogue),
  );
  if (!found) throw new Error(`The catalogue ${catalogue} is in no area of tools/areas.ts.`);
  return found;
}

/** The parts of the program, in this order. None may need one that needs it: parts in a circle run in no sure order. */
export const PARTS: readonly { readonly name: string; readonly test: RegExp }[] = [
  // Where texts are looked up is before whatever says them.
  { name: "words", test: /\/src\/(text\/e[ns]\/\w+\.ts$|core\/said)/ },
  {
    name: "shell",
    test: /preact|rolldown-runtime|\/src\/(core\/(?!scan|zxing|spare|photo|passkeys|enrol|people|bytes2)|screens\/(index|board)\.|ui\/(basics|announce|answer|begin|frame|heldbar|holdstop|lookwaits|settings|unsent|text|weapon|held)\.)/,
  },
  { name: "case", test: /\/src\/(screens\/case\/|styles\/case\.css)/ },
  { name: "papers", test: /\/src\/screens\/papers\// },
  { name: "hire", test: /\/src\/(screens\/hire\/|styles\/hire\.css)/ },
  { name: "counts", test: /\/src\/(screens\/counts\/|styles\/counts\.css)/ },
  { name: "lists", test: /\/src\/(screens\/lists\/|styles\/lists\.css)/ },
  { name: "due", test: /\/src\/(screens\/due\/|styles\/due\.css)/ },
  { name: "tomorrow", test: /\/src\/(screens\/tomorrow\/|styles\/tomorrow\.css)/ },
  { name: "custody", test: /\/src\/screens\/(bench|run|file)\// },
  { name: "floor", test: /\/src\/screens\/floor\/(?!choose)/ },
  { name: "record", test: /\/src\/screens\/(lot|day|duties(?!\/duties))\/|\/src\/acts\/intake/ },
  { name: "devices", test: /\/src\/screens\/people\/(devices|invite)/ },
  { name: "people", test: /\/src\/screens\/people\/(?!devices|invite|me)/ },
  { name: "everyone", test: /\/src\/screens\/(hands|weapon|witness|people\/(me|papers|roles|words|ending))/ },
  { name: "open", test: /\/src\/screens\/(concern|release|incident|enter)\/|\/src\/core\/(enrol|passkeys)/ },
  {
    name: "acts",
    test: /\/src\/(acts\/|core\/(scan|photo|people)\.|screens\/floor\/choose|ui\/(pick|boxes|photos|view|folded|select|print|pads|scanbox|code)\.)/,
  },
];
