/** A key of JSON objects, at one place: `city` inside of `address`. */
export declare class JsonKey {
  /** As most writers have it, from behind its first quote up to its colon, if it is plain ASCII: to be recognized without reading it. */
  readonly written: string | undefined;
  readonly name: string;
  /** The key of the object that it is in; `undefined` for that of the records themselves. */
  readonly parent: JsonKey | undefined;
  /** From the outermost object to this key. */
  readonly path: readonly string[];
  /** Its place among the keys of its object, in the order in which they came first. */
  readonly position: number;
  /** The index of the column that its values are in; -1 until there is one. */
  column: number;
  /** The keys of the objects that are its values. */
  readonly children: Map<string, JsonKey>;
  readonly order: JsonKey[];
  /** The object in which it was met last. */
  metIn: number;
  constructor(parent: JsonKey | undefined, name: string);
}
/**
 * The columns of a table whose rows are JSON objects, in the order in which their keys came first. A column stands for a path of
 * keys, so a key `a.b` and a key `b` inside of `a` are two columns, of one name.
 */
export declare class JsonColumns {
  #private;
  /** What the columns are called: the keys of the path, joined by dots. */
  readonly names: string[];
  readonly root: JsonKey;
  /** How many objects were begun, by all who read with these columns: the number of the one at hand, see `JsonKey.metIn`. */
  objects: number;
  constructor(maxColumns?: number);
  /** The key of this name in the objects at `parent`, or `undefined` if there are too many keys for one more. */
  key(parent: JsonKey, name: string): JsonKey | undefined;
  /** The column of a key, made if there is none yet; -1 if there are too many. */
  columnOf(key: JsonKey): number;
  /** Takes back the columns that were added since there were `count` of them: the record that had them is none. */
  cut(count: number): void;
  /** Whether keys came, or columns changed, since all that did were taken. */
  get hasChanges(): boolean;
  /** The keys that came, or whose columns changed, since then: outer ones before inner ones. */
  takeChanges(): JsonKey[];
  /** All keys, outer ones before inner ones: for whoever begins to follow the changes. One at a time can. */
  takeAll(): JsonKey[];
}
//# sourceMappingURL=json-columns.d.ts.map
