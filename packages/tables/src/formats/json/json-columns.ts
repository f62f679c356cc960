import { MAX_COLUMNS } from "../../table/limits.ts";
import { columnName } from "../../table/header-names.ts";

/** A key of JSON objects, at one place: `city` inside of `address`. */
export class JsonKey {
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
  column = -1;
  /** The keys of the objects that are its values. */
  readonly children = new Map<string, JsonKey>();
  readonly order: JsonKey[] = [];
  /** The object in which it was met last. */
  metIn = 0;

  constructor(parent: JsonKey | undefined, name: string) {
    this.parent = parent;
    this.name = name;
    this.path = parent ? [...parent.path, name] : [];
    this.position = parent?.order.length ?? 0;
    this.written = PLAIN.test(name) ? `${name}":` : undefined;
  }
}

/** No escapes, no quotes. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * The columns of a table whose rows are JSON objects, in the order in which their keys came first. A column stands for a path of
 * keys, so a key `a.b` and a key `b` inside of `a` are two columns, of one name.
 */
export class JsonColumns {
  /** What the columns are called: the keys of the path, joined by dots. */
  readonly names: string[] = [];
  readonly root = new JsonKey(undefined, "");
  /** How many objects were begun, by all who read with these columns: the number of the one at hand, see `JsonKey.metIn`. */
  objects = 0;
  readonly #maxColumns: number;
  #keyLength = 0;
  readonly #holders: JsonKey[] = [];
  readonly #changed = new Set<JsonKey>();

  constructor(maxColumns = MAX_COLUMNS) {
    this.#maxColumns = maxColumns;
  }

  /** The key of this name in the objects at `parent`, or `undefined` if there are too many keys for one more. */
  key(parent: JsonKey, name: string): JsonKey | undefined {
    const known = parent.children.get(name);
    if (known) return known;
    if (this.names.length >= this.#maxColumns || this.#keyLength > MAX_KEY_LENGTH) return undefined;
    const key = new JsonKey(parent, name);
    // Their names are joined, so a long outer key counts for each inner one.
    for (const part of key.path) this.#keyLength += part.length + 1;
    parent.children.set(name, key);
    parent.order.push(key);
    this.#changed.add(key);
    return key;
  }

  /** The column of a key, made if there is none yet; -1 if there are too many. */
  columnOf(key: JsonKey): number {
    if (key.column >= 0 || this.names.length >= this.#maxColumns) return key.column;
    key.column = this.names.length;
    this.names.push(columnName(key.path.join("."), key.column));
    this.#holders.push(key);
    this.#changed.add(key);
    return key.column;
  }

  /** Takes back the columns that were added since there were `count` of them: the record that had them is none. */
  cut(count: number): void {
    if (count === this.names.length) return;
    for (const key of this.#holders.splice(count)) {
      key.column = -1;
      this.#changed.add(key);
    }
    this.names.length = count;
  }

  /** Whether keys came, or columns changed, since all that did were taken. */
  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** The keys that came, or whose columns changed, since then: outer ones before inner ones. */
  takeChanges(): JsonKey[] {
    const keys = [...this.#changed];
    this.#changed.clear();
    return keys;
  }

  /** All keys, outer ones before inner ones: for whoever begins to follow the changes. One at a time can. */
  takeAll(): JsonKey[] {
    this.#changed.clear();
    const keys = [...this.root.order];
    for (const key of keys) keys.push(...key.order);
    return keys;
  }
}

/** All keys together, in characters. Keys are no data: whoever has more of them has data in the place of keys. */
const MAX_KEY_LENGTH = 16 * 1024 * 1024;
