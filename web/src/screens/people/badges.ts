import { roles } from "../../core/session";

/** Who has a badge, as the node lists it for supervisors. */
export interface Badges {
  readonly badges: readonly { readonly person: string; readonly locked: boolean }[];
}

/** Whether who is signed in has one of these roles. */
export const has = (some: readonly string[]): boolean => some.some((role) => roles.value.includes(role));
