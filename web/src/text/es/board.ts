import type { Same } from "../../core/i18n";
import type { en } from "../en/board";

export const es: Same<typeof en> = {
  title: "Tablero",
  asOf: "Según el registro {record}, {time}",
  witnessed: "atestiguado hasta el {n}",
  none: "Aún no hay ningún arma registrada.",
  waitingFor: "Aún no llega el primer tablero. Trata todas las armas como calientes.",
  dayOpen: "La jornada está abierta",
  dayClosed: "No hay jornada abierta",
  live: "Munición real encontrada: {n}",
  concerns: "Avisos abiertos: {n}",
  waiting: "Esperan a la segunda persona: {n}",
  setHeld: "El set está en espera",
  since: "desde el registro {n}",
  held: "En espera",
  inHands: "En manos de alguien",
  lockedAway: "Bajo llave",
  nowhere: "Ni en manos ni bajo llave",
  proofStands: "Dos personas dicen que miraron a las {time} ({age}).",
  proofVoid: "Su comprobación ya no vale. Trátala como cargada hasta que miren dos personas.",
  proofNone: "No consta que nadie haya mirado. Trátala como cargada.",
  wasSaid: "Lo último que se supo: {contents} Trátala como caliente.",
  looked: "Se miró {age}",
  changed: "Último registro {n}, {age}",
};
