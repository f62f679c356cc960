import { borrowKernel, type Kernel, returnKernel } from "../../kernel/kernel.ts";
import type { RecordSink } from "../../kernel/record-sink.ts";
import { RecordWalker } from "./record-walker.ts";
import type { Cell } from "../../table/table-reader.ts";
import type { BlockRoom } from "./block-room.ts";
import type { JsonColumns, JsonKey } from "./json-columns.ts";

/** Reads records that are like those before, in the kernel: see `RecordWalker`. It follows the columns as they change. */
export class KnownRecords {
  readonly sink: RecordSink | undefined;
  readonly #columns: JsonColumns;
  readonly #walker: RecordWalker;
  readonly #ownKernel: Kernel | undefined;
  readonly #nodes = new Map<JsonKey, number>();
  /** Whether the cells of records are made, here or for the sink. */
  readonly hasRows: boolean;
  readonly #onWalked: ((count: number) => void) | undefined;
  #blockLength = 0;

  /** @param options - without `rows` records are passed, and come as rows with a cell that says nothing */
  constructor(
    columns: JsonColumns,
    options: {
      readonly lines: boolean;
      readonly flattenDepth: number;
      readonly rows: boolean;
      readonly sink: RecordSink | undefined;
      readonly onWalked: ((count: number) => void) | undefined;
    },
  ) {
    this.sink = options.sink;
    this.#columns = columns;
    this.hasRows = options.rows;
    this.#onWalked = options.onWalked;
    if (!options.sink) this.#ownKernel = borrowKernel();
    const kernel = this.#ownKernel ?? options.sink!.kernel;
    this.#walker = new RecordWalker(kernel, { ...options, cells: options.sink ? "together" : options.rows ? "apart" : "none" });
    this.#nodes.set(columns.root, this.#walker.root);
    for (const key of columns.takeAll()) this.#tell(key);
    this.#walker.setWidth(columns.names.length);
  }

  /** Where it wants the block to lie. */
  get room(): BlockRoom {
    return this.#walker;
  }

  /** Turns to the block that lies there. */
  load(length: number): void {
    this.#blockLength = length;
    this.#walker.load(length);
  }

  /** Walks records from a place in the block on: see `RecordWalker.walk`. */
  walk(at: number, limit: number): ReturnType<RecordWalker["walk"]> | undefined {
    if (this.#blockLength > MAX_BLOCK || this.#columns.names.length === 0) return undefined;
    this.#follow();
    const walked = this.#walker.walk(at, limit);
    this.#onWalked?.(walked.count);
    return walked;
  }

  /** The records that were walked last. */
  rows(count: number): Cell[][] {
    return this.hasRows ? this.#walker.rows() : Array.from({ length: count }, () => NO_CELLS);
  }

  /** Gives the records that were walked last to the sink. */
  giveAway(firstRow: number): void {
    this.sink?.add(this.#walker.written(), firstRow);
  }

  release(): void {
    this.#walker.release();
    if (this.#ownKernel) returnKernel(this.#ownKernel);
  }

  #follow(): void {
    if (!this.#columns.hasChanges) return;
    for (const key of this.#columns.takeChanges()) this.#tell(key);
    this.#walker.setWidth(this.#columns.names.length);
  }

  #tell(key: JsonKey): void {
    let node = this.#nodes.get(key);
    if (node === undefined) {
      const parent = key.parent && this.#nodes.get(key.parent);
      if (parent === undefined || !isPlain(key.name)) return;
      node = this.#walker.addKey(parent, key.name);
      this.#nodes.set(key, node);
    }
    this.#walker.setColumn(node, key.column);
  }
}

/** Not an empty row, which would be a record that is none. */
const NO_CELLS: Cell[] = [null];

/** An entry of a cell has 28 bits for its place. */
const MAX_BLOCK = 128 * 1024 * 1024;

/** Whether a key is written as it is: no escapes, and nothing in it that has to be said. */
function isPlain(name: string): boolean {
  return JSON.stringify(name).length === name.length + 2 && !name.includes("\ufffd");
}
