import type { Same } from "../../core/i18n";
import type { en } from "../en/enter";

export const es: Same<typeof en> = {
  title: "Entrar",
  badge: "Credencial",
  badgeHint: "Escanea tu credencial, o escribe lo que está debajo de su código.",
  pin: "PIN",
  pinOf: "PIN de {who}",
  pinHint: "De 4 a 8 cifras. Tras cinco intentos fallidos la credencial se bloquea.",
  enter: "Entrar",
  notIn: "No se pudo entrar",
  notMe: "Otra credencial",
  welcome: "Ha entrado: {who}",
  idle: "Bloqueado: pasaron unos minutos sin actividad.",
  noDevice: "Este dispositivo no está dado de alta",
  noDeviceSays:
    "La oficina de producción muestra un código (QR). Escanéalo con este dispositivo; vale diez minutos.",
  joinTitle: "Dar de alta este dispositivo",
  joinSays:
    "El dispositivo crea una clave que nunca sale de él. Dos personas de producción responden por ella.",
  joinCode: "Código de la oficina de producción",
  joinGo: "Dar de alta",
  joinReplace: "Este dispositivo ya está dado de alta. Un código nuevo le da una clave nueva.",
  joined: "El dispositivo quedó registrado. Ahora entra con tu credencial.",
  weak: "Esta página no tiene claves protegidas (HTTP sin cifrar o navegador antiguo): la clave la guarda un script.",
  already: "Has entrado como {who}.",
  noPasskey: "No se usó ninguna llave de acceso: se rechazó, o aquí no hay ninguna.",
  passkey: "Entrar con llave de acceso",
  passkeys: "Llaves de acceso",
  passkeysSays: "Una llave de acceso en tu teléfono o llave de seguridad sustituye a la credencial y el PIN.",
  passkeyAdd: "Añadir una llave de acceso",
  passkeyAdded: "La llave de acceso quedó añadida.",
  passkeyNone: "Aún no tienes ninguna.",
  passkeyOff: "Las llaves de acceso solo funcionan si la página se abrió con el nombre del nodo por HTTPS.",
  passkeyTake: "Retirarla",
  passkeySince: "desde {time}",
  passkeyLocked: "Bloqueada: puede haber una copia",
  alone: "Seguir sin el nodo, como {who}",
  aloneSays:
    "Devolver, dejar seguro y lo que ha ocurrido se guarda aquí y se envía cuando hayas entrado. Nada más se puede decir.",
  aloneGo: "Seguir sin el nodo",
};
