import type { Same } from "../../core/i18n";
import type { en } from "../en/me";

export const es: Same<typeof en> = {
  title: "Yo",
  proof: "Demostrado con {proof}",
  own: "credencial y PIN, en tu propio teléfono",
  sharedOne: "credencial y PIN, en un dispositivo compartido: más débil",
  passkey: "una llave de acceso",
  none: "nada todavía: el nodo no está",
  lock: "Bloquear este teléfono",
  lockSays: "Entonces nadie queda dentro. Lo que no se envió sigue aquí y te espera.",
  papersSays: "Los ves tú y la oficina de producción, nadie más.",
  wrong: "¿Hay algo mal? Díselo a la oficina de producción.",
  everybody: "Todos en esta producción",
  cases: "Casos",
};
