import type { Same } from "../../core/i18n";
import type { en } from "../en/incident";

export const es: Same<typeof en> = {
  title: "Incidente",
  none: "Según el registro, no hay ningún incidente abierto.",
  touch: "Hay un herido, o casi",
  touchSays: "Un toque guarda la hora y detiene el set. No se pide nombre ni nada más. Di ALTO en voz alta.",
  first: "Primero las personas",
  firstSays: "Atiende a quien esté herido. Ahora nadie tiene que anotar nada; lo ocurrido se cuenta después.",
  kept: "La hora queda guardada: {time}, registro {n}",
  heard: "Se supo a las {time}.",
  frozen: "Se queda como está",
  frozenSays: "No se carga, limpia, descarga, cuenta, mueve ni devuelve, y no se reescribe nada sobre ello.",
  nothing: "Según el registro, no hay nada congelado.",
  weapon: "Arma",
  lot: "Cartuchos",
  container: "Contenedor",
  since: "desde las {time}, registro {n}",
  collect:
    "Tómala con el cañón seguro, la tenga quien la tenga; vale cualquier responsable si uno está herido.",
  isolate: "Después guárdala como está, sin abrir.",
  unsafe: "No se puede aislar con seguridad",
  unsafeSays:
    "Ábrela ante un testigo. Conserva el orden del tambor y los cartuchos, y di qué estaba dónde: queda como puesta en seguro.",
  where: "Qué estaba dónde: posición del tambor, cada cartucho en su sitio",
  later: "Contar lo ocurrido",
  laterSays: "Cuando puedas, y di cuándo fue. Queda como contado tarde, y nunca se rechaza.",
  release: "Liberarlo",
  releaseSays:
    "Dos personas de fuera liberan cada cosa: asesor de seguridad, productor, jefe de producción, 1.er ayudante. Una lo pide y otra revisa; ninguna la manejó, y quien abrió el incidente no revisa.",
  who: "Por su función: {who}.",
  signIn: "Entra para tomarla, contar lo ocurrido o liberarlo.",
  theSet: "Lo que detiene el set",
};
