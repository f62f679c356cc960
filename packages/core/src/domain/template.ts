import type { Json } from "./json.ts";

/** What a list tells of a saved mapping. */
export interface TemplateInfo {
  readonly id: string;
  /** Whose it is, or `null` for no user in particular. */
  readonly userId: string | null;
  /** For people. Several templates of a user may have the same. */
  readonly name: string;
  /** Starts at 1 and is raised by every replacement. */
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A mapping that was saved to be used again. */
export interface Template extends TemplateInfo {
  /** The mapping, as its author wrote it: opaque to the store. */
  readonly document: Json;
}
