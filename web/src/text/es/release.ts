import type { Same } from "../../core/i18n";
import type { en } from "../en/release";

export const es: Same<typeof en> = {
  title: "En espera y en alto",
  nothing: "Según el registro, nada detiene el set.",
  theSet: "Todo el set",
  hold: "Espera: una duda",
  stop: "Alto",
  live: "Se encontró un cartucho real o desconocido",
  incident: "Hubo un herido, o casi",
  freeze: "Congelado para los de fuera",
  missing: "Falta un cartucho inerte",
  since: "desde el registro {n}",
  about: "por {what}",
  liftsHold:
    "La levantan en una línea un responsable de armas y el 1.er ayudante, ninguno de los cuales pulsó. Nadie pregunta quién fue.",
  liftsStop:
    "Lo libera un responsable de armas, y alguien ajeno al departamento lo revisó: cada quien lo dice por sí mismo.",
  withWhom: "Responsable: {custodians}. Revisa: {reviewers}.",
  yours: "Liberar el set",
  asCustodian:
    "Di qué se encontró. Después la segunda persona dice su propia palabra, en su teléfono o aquí.",
  notYours:
    "Tú no empiezas la liberación: lo hace {who}. Si la revisas, te llega sola a la pantalla *Testigo*.",
  signIn: "Entra para liberarlo o para revisarlo.",
  back: "El camino de vuelta está abierto",
  backSays: "Pase lo que pase: devolver, recoger, descargar, despejar, revisar, guardar como está y cortar.",
  nothingOut: "Según el registro, nadie tiene nada en las manos.",
  takeBack: "En el banco",
  one: "Detenidas por sí mismas",
  released: "Liberado. Todo se abre y se mira antes de seguir.",
};
