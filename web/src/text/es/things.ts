import type { Same } from "../../core/i18n";
import type { en } from "../en/things";

export const es: Same<typeof en> = { print: "Imprimir" };
