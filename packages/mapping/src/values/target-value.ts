/** A value that a target column allows. */
export interface TargetValue {
  readonly value: string;
  /** The name that people read, if it differs from `value`. */
  readonly label?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
}

/** A target that was found for a value. */
export interface Found {
  readonly target: string;
  readonly confidence: number;
  readonly reason: string;
}

/** The names of a target: its value, its label, its aliases. */
export function namesOfTarget({ value, label, aliases = [] }: TargetValue): readonly string[] {
  return [value, ...(label === undefined || label === "" ? [] : [label]), ...aliases];
}
