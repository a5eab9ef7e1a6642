/** What a table of runs is made of. */

/** A list is one of texts: tags. Undefined: the run has no such value. */
export type Cell = number | string | boolean | readonly string[] | undefined;

export interface RunColumn {
  /** By which filters and `--columns` name it: a setting's is its path in the config. */
  readonly key: string;
  readonly title: string;
  /** What it means, where the title does not say it. */
  readonly about?: string;
  readonly kind: "run" | "figure" | "setting";
  /** How its numbers are shown. */
  readonly unit?: "share" | "seconds" | "time";
  /** 1: the larger the better; -1: the smaller. */
  readonly better?: 1 | -1;
}

export interface RunRow {
  readonly folder: string;
  readonly cells: Readonly<Record<string, Cell>>;
}
