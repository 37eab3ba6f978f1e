import type { Same } from "../../core/i18n";
import type { en } from "../en/witness";

export const es: Same<typeof en> = {
  title: "Testigo",
  nothing: "Nadie te espera.",
  nothingSays: "Déjalo abierto: lo que espera aparece aquí solo.",
  asks: "{who} pide una segunda persona",
  more: "Después de esta esperan {n} más.",
  cannot: "Yo no: la siguiente",
  said: "Dicho. {who} tiene tu palabra.",
  saidCount: "Dicho: {n}. {who} tiene tu palabra.",
  quick: "Dicho a los {n} s. Nadie mira y cuenta tan rápido: consta como rápido.",
  held: "Actos en espera de una segunda persona",
  confirm: "Estuve ahí: confirmar",
  confirmSight: "La vigilé: confirmar",
  gone: "Se terminó antes de tu respuesta.",
};
