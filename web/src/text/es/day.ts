import type { Same } from "../../core/i18n";
import type { en } from "../en/day";

export const es: Same<typeof en> = {
  title: "El día",
  isOpen: "El día está abierto",
  isShut: "No hay ningún día abierto",
  asOf: "Según el registro {n}, {time}",
  off: "Fuera, sin cuadrar o desconocido",
  toCount: "Por contar por separado antes del cierre",
  offNone: "Nada del registro está fuera, sin cuadrar o desconocido.",
  doWeapon: "Recupérala, ábranla y miren las dos personas, y guárdala.",
  doLot: "Guárdalo bajo llave.",
  doCount: "Cuenten otra vez y cierren la cuenta, o digan qué falta.",
  orName: "O déjalo abajo, por su nombre, como pendiente.",
  beforeOpening: "Qué falta antes de abrirlo",
  beforeClosing: "Qué más hay en contra de cerrarlo",
  nothing: "No consta nada en contra.",
  whoCan: "{what}: {who}.",
  notice: "Número del aviso ({kind})",
  exceptions: "Quedan pendientes, por su nombre",
  exceptionsSays: "Cada uno consta en el registro del día, con los nombres de las dos personas.",
  lots: "La suma de cada lote",
  difference: "{n} de los disparados por diferencia, sin contar.",
  untold: "Mensajes que no se pudieron enviar a {to}: {n}, desde {since}",
  untoldSays: "Se vuelve a intentar solo. Quien dependa de ello debe saberlo por otra vía.",
  doesNotAdd: "Hay cartuchos sin localizar",
};
