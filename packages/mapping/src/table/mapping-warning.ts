/** Something about a proposal that people should know. It is no error: the proposal is usable. */
export interface MappingWarning {
  /** Stable; docs/errors.md lists all. */
  readonly code: string;
  /** A sentence. It has no key and no answer of a model. */
  readonly message: string;
}
