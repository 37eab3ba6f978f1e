/** What the node shows of runs. */

export interface Run {
  readonly weapon: string;
  readonly contents: string;
  readonly word: string;
  readonly user: string;
  readonly scene: string;
  readonly rounds: readonly { readonly lot: string; readonly count: number }[];
  readonly custodian: string;
  readonly watcher: string;
  readonly place: string;
  readonly since: string;
  readonly record: number;
  readonly cycles: number;
  readonly most: number;
  readonly seconds_left: number;
  readonly ended: string;
  readonly ended_by: number;
}

export interface Runs {
  readonly runs: readonly Run[];
}
