/** A paper as the node lists it. */
export interface Paper {
  readonly name: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly takes: readonly string[];
  /** The sheets that it fits, the usual one first. */
  readonly sizes: readonly string[];
}

export interface Catalogue {
  readonly papers: readonly Paper[];
  /** Whether the one who asks may have people by name. */
  readonly names: boolean;
}
