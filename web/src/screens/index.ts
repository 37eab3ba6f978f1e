/** Every screen: where it is, how it is loaded, who may open it, and what it is called. One line each. */

import type { ComponentType } from "preact";
import type { Both } from "../core/i18n";

export interface ScreenProps {
  /** What stands for the names in the path, as `tag` in `/weapon/:tag`. */
  readonly params: Readonly<Record<string, string>>;
}

export interface Screen {
  readonly path: string;
  readonly load: () => Promise<{ default: ComponentType<ScreenProps> }>;
  /** Whose texts it says, beside those of the shell; found by the build (`tools/languages.ts`). */
  readonly texts?: readonly string[];
  /** Who may open it: nobody needs to sign in where it is absent; everybody signed in where it is empty. */
  readonly roles?: readonly string[];
  /** What the navigation calls it; absent where it is reached another way. */
  readonly nav?: Both;
  /** In whose navigation it is; absent: of everybody who may open it. */
  readonly navOf?: readonly string[];
  /** Whether it takes the whole width of a large screen. */
  readonly wide?: boolean;
  /** Whether it is a desk's work, of many addresses below its own: no phone of a role loads it (`size.js`). */
  readonly desk?: boolean;
}

/** Who gives badges and devices, and takes them back. */
export const OFFICE: readonly string[] = ["producer", "production-manager"];
/** Who lets somebody in again whose PIN was typed wrongly too often. */
export const SUPERVISORS: readonly string[] = [...OFFICE, "safety-advisor"];
/** Who may enrol people and give roles. */
export const GIVERS: readonly string[] = [
  ...SUPERVISORS,
  "first-ad",
  "armorer",
  "property-master",
  "assistant-property-master",
];

/** Who has weapons in their charge. */
const CUSTODIANS: readonly string[] = [
  "armorer",
  "property-master",
  "assistant-property-master",
  "assistant-armorer",
];

/** Who sees lots and the day. */
const IN_CHARGE: readonly string[] = [...CUSTODIANS, "first-ad", ...SUPERVISORS];

/** Who sees and enters hires: the weapons department and the office. */
const HIRERS: readonly string[] = [...CUSTODIANS, ...OFFICE];

// The order is that of the navigation.
export const SCREENS: readonly Screen[] = [
  { path: "/", load: () => import("./board"), nav: { en: "Board", es: "Tablero" }, wide: true },
  {
    path: "/people",
    load: () => import("./people/people"),
    roles: [],
    nav: { en: "People", es: "Personas" },
    navOf: SUPERVISORS,
  },
  {
    path: "/devices",
    load: () => import("./people/devices"),
    roles: OFFICE,
    nav: { en: "Devices", es: "Dispositivos" },
  },
  {
    path: "/bench",
    load: () => import("./bench/bench"),
    roles: CUSTODIANS,
    nav: { en: "Bench", es: "Banco" },
  },
  {
    path: "/run",
    load: () => import("./run/run"),
    roles: CUSTODIANS,
    nav: { en: "Run", es: "Serie" },
  },
  {
    path: "/file",
    load: () => import("./file/file"),
    roles: CUSTODIANS,
    nav: { en: "File", es: "Grupo" },
  },
  {
    path: "/witness",
    load: () => import("./witness"),
    roles: [],
    nav: { en: "Witness", es: "Testigo" },
  },
  {
    path: "/hands",
    load: () => import("./hands/hands"),
    roles: [],
    nav: { en: "My hands", es: "Mis manos" },
  },
  {
    path: "/floor",
    load: () => import("./floor/floor"),
    roles: [...IN_CHARGE, "stunt-coordinator"],
    nav: { en: "Floor", es: "Plató" },
  },
  {
    path: "/day",
    load: () => import("./day/day"),
    roles: IN_CHARGE,
    nav: { en: "Day", es: "Día" },
  },
  {
    path: "/lots",
    load: () => import("./lot/lots"),
    roles: IN_CHARGE,
    nav: { en: "Lots", es: "Lotes" },
  },
  {
    path: "/tomorrow",
    load: () => import("./tomorrow/tomorrow"),
    roles: IN_CHARGE,
    nav: { en: "Tomorrow", es: "Mañana" },
    desk: true,
  },
  {
    path: "/counts",
    load: () => import("./counts/counts"),
    roles: IN_CHARGE,
    nav: { en: "Counts", es: "Recuentos" },
  },
  {
    path: "/due",
    load: () => import("./due/due"),
    roles: IN_CHARGE,
    nav: { en: "Tasks", es: "Tareas" },
    desk: true,
  },
  {
    path: "/duties",
    load: () => import("./duties/duties"),
    roles: [...SUPERVISORS, "armorer", "property-master", "assistant-property-master"],
    nav: { en: "Duties", es: "Deberes" },
    wide: true,
  },
  {
    path: "/papers",
    load: () => import("./papers/papers"),
    roles: IN_CHARGE,
    nav: { en: "Papers", es: "Papeles" },
    desk: true,
  },
  {
    path: "/cases",
    load: () => import("./case/case"),
    roles: [],
    nav: { en: "Cases", es: "Casos" },
    navOf: SUPERVISORS,
    wide: true,
    desk: true,
  },
  {
    path: "/hire",
    load: () => import("./hire/hire"),
    roles: HIRERS,
    nav: { en: "Hire", es: "Alquiler" },
    wide: true,
    desk: true,
  },
  {
    path: "/lists",
    load: () => import("./lists/lists"),
    roles: IN_CHARGE,
    nav: { en: "Lists", es: "Listas" },
    desk: true,
  },
  { path: "/counts/:lot", load: () => import("./counts/one"), roles: IN_CHARGE },
  { path: "/lots/:tag", load: () => import("./lot/lot"), roles: IN_CHARGE },
  { path: "/weapons/:tag", load: () => import("./weapon/weapon"), roles: [] },
  { path: "/concern", load: () => import("./concern/concern"), nav: { en: "Concern", es: "Aviso" } },
  { path: "/concern/poster", load: () => import("./concern/poster") },
  { path: "/release", load: () => import("./release/release") },
  { path: "/incident", load: () => import("./incident/incident") },
  { path: "/people/:person", load: () => import("./people/person"), roles: [] },
  { path: "/enrol", load: () => import("./people/enrol"), roles: GIVERS },
  { path: "/me", load: () => import("./people/me"), roles: [] },
  { path: "/sign-in", load: () => import("./enter/sign-in") },
  { path: "/passkeys", load: () => import("./enter/passkeys"), roles: [] },
  { path: "/join-device", load: () => import("./enter/join") },
];

/** Whether a screen is in the navigation of somebody with these roles. */
export function isOffered(screen: Screen, roles: readonly string[]): boolean {
  if (!screen.nav || !mayOpen(screen, roles)) return false;
  return !screen.navOf || screen.navOf.some((role) => roles.includes(role));
}

/** Whether somebody with these roles may open a screen. The node asks again of everything that they do there. */
export function mayOpen(screen: Screen, roles: readonly string[]): boolean {
  if (!screen.roles) return true;
  return roles.length > 0 && (screen.roles.length === 0 || screen.roles.some((role) => roles.includes(role)));
}
