/** An item that knows its place in the one heap that holds it. `-1`: in none. */
export interface HeapItem {
  heapIndex: number;
}

/** A binary heap: the first item in O(1), adding and removing any item in O(log n). */
export class Heap<Item extends HeapItem> {
  readonly #items: Item[] = [];
  readonly #isBefore: (a: Item, b: Item) => boolean;

  constructor(isBefore: (a: Item, b: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#up(item, this.#items.length - 1);
  }

  /** Removes an item if this heap holds it; answers whether it did. */
  remove(item: Item): boolean {
    const index = item.heapIndex;
    if (this.#items[index] !== item) return false;
    item.heapIndex = -1;
    const last = this.#items.pop()!;
    if (last !== item) {
      this.#up(last, index);
      this.#down(last, last.heapIndex);
    }
    return true;
  }

  #up(item: Item, from: number): void {
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#items[parentIndex]!;
      if (!this.#isBefore(item, parent)) break;
      this.#put(parent, index);
      index = parentIndex;
    }
    this.#put(item, index);
  }

  #down(item: Item, from: number): void {
    let index = from;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= this.#items.length) break;
      const right = this.#items[childIndex + 1];
      if (right && this.#isBefore(right, this.#items[childIndex]!)) childIndex += 1;
      const child = this.#items[childIndex]!;
      if (!this.#isBefore(child, item)) break;
      this.#put(child, index);
      index = childIndex;
    }
    this.#put(item, index);
  }

  #put(item: Item, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }
}
