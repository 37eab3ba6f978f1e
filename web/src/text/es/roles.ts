import type { Same } from "../../core/i18n";
import type { en } from "../en/roles";

export const es: Same<typeof en> = {
  armorer: "Armero",
  "property-master": "Jefe de utilería",
  "assistant-property-master": "Ayudante de utilería",
  "assistant-armorer": "Ayudante de armería",
  "first-ad": "1er asistente",
  performer: "Intérprete",
  "stand-in": "Doble de luces",
  stunt: "Especialista",
  "stunt-double": "Doble de acción",
  "stunt-coordinator": "Coordinador de acción",
  background: "Figuración",
  director: "Dirección",
  camera: "Cámara",
  sfx: "Efectos especiales",
  crew: "Equipo técnico",
  producer: "Producción ejecutiva",
  "production-manager": "Jefatura de producción",
  "safety-advisor": "Asesor de seguridad",
  supplier: "Proveedor",
  guest: "Invitado",
  medic: "Sanitario",
};
