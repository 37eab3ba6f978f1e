import type { Same } from "../../core/i18n";
import type { en } from "../en/day";

export const es: Same<typeof en> = {
  title: "El día",
  isOpen: "El día está abierto",
  isShut: "No hay ningún día abierto",
  asOf: "Según el registro {n}, {time}",
  off: "Fuera, sin cuadrar o desconocido",
  offNone: "Nada del registro está fuera, sin cuadrar o desconocido.",
  doWeapon: "Recupérala, ábranla y miren las dos personas, y guárdala. O nómbrala abajo como pendiente.",
  doLot: "Guárdalo bajo llave. O nómbralo abajo como pendiente.",
  doCount: "Cuenten otra vez y cierren la cuenta, o digan qué falta. O nómbralo abajo como pendiente.",
  beforeOpening: "Qué falta antes de abrirlo",
  beforeClosing: "Qué hay en contra de cerrarlo",
  nothing: "No consta nada en contra.",
  whoCan: "{what}: {who}.",
  notice: "Número del aviso ({kind})",
  exceptions: "Quedan pendientes, por su nombre",
  exceptionsSays: "Cada uno consta en el registro del día, con los nombres de las dos personas.",
  lots: "La suma de cada lote",
  difference: "{n} de los disparados por diferencia, sin contar.",
  doesNotAdd: "Hay cartuchos sin localizar",
};
