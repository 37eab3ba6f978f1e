import type { Same } from "../../core/i18n";
import type { en } from "../en/photos";

export const es: Same<typeof en> = {
  take: "Añadir foto",
  hint: "El arma, la etiqueta, el lugar; sin caras. Queda en el registro.",
  making: "Reduciendo la foto.",
  added: "Fotos por enviar: {n}.",
  noPhoto: "Este teléfono no puede leer esa imagen. Toma otra.",
  taken: "Foto {n}, por enviar",
  remove: "Quitar",
  removeOf: "Quitar la foto {n}",
  none: "No hay fotos en el registro.",
  shown: "Foto de {of}, con el registro {n}, {kind}",
  by: "{who}, {time}, registro {n}",
};
