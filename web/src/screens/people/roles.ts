/** Roles on a production: what each is called, and which of them give and take back badges, devices and roles. */

import { texts } from "../../core/i18n";
import { en } from "../../text/en/roles";
import { es } from "../../text/es/roles";

const t = texts<Readonly<Record<string, string>>>(en, es);

/** Every role, in the order in which it is offered. */
export const ROLES: readonly string[] = [
  ...["armorer", "property-master", "assistant-property-master", "assistant-armorer", "first-ad"],
  ...["performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background", "director"],
  ...["camera", "sfx", "crew", "producer", "production-manager", "safety-advisor", "supplier", "guest"],
  "medic",
];

/** Of these an age has to be said: weapons are given to them, or are in their charge. */
export const HANDLES: readonly string[] = [
  ...["armorer", "property-master", "assistant-property-master"],
  ...["performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background"],
];

export const roleName = (role: string): string => t(role);
export const rolesOf = (roles: readonly string[]): string => roles.map(roleName).join(", ");
