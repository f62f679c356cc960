/** What a made-up CSV file looks like: comma, double quotes, LF. */
export interface FileKind {
  readonly header: string;
  readonly row: (id: number, random: Random) => string;
}

/** Pseudo-random values, the same for every run. */
export interface Random {
  /** From 0 up to 1. */
  share(): number;
  /** A whole number from 0 up to a limit. */
  below(limit: number): number;
  pick(values: readonly string[]): string;
}
