/** The labels of one series: `{ type: "resize" }`. Each metric has the same label names in all its series. */
export type Labels = Readonly<Record<string, string>>;

/** A family of series under one name, as Prometheus scrapes it. */
export interface Metric {
  readonly name: string;
  readonly help: string;
  readonly kind: "counter" | "gauge" | "histogram";
  /** The series as of now: the name's suffix, the labels and the value. */
  samples(): Iterable<Sample>;
}

/** One line of a scrape. */
export interface Sample {
  /** `_bucket`, `_sum` and `_count` of a histogram; otherwise empty. */
  readonly suffix: string;
  readonly labels: Labels;
  readonly value: number;
}

/** A number that only grows, by labels. */
export class Counter implements Metric {
  readonly kind = "counter";
  readonly #series = new Series(() => ({ value: 0 }));

  readonly name: string;
  readonly help: string;

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  add(labels: Labels, amount = 1): void {
    this.#series.of(labels).value += amount;
  }

  *samples(): Iterable<Sample> {
    for (const [labels, { value }] of this.#series) yield { suffix: "", labels, value };
  }
}

/** A number that goes up and down, set before each scrape. */
export class Gauge implements Metric {
  readonly kind = "gauge";
  #samples: Sample[] = [];

  readonly name: string;
  readonly help: string;

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  /** Replaces all series. */
  set(values: Iterable<readonly [labels: Labels, value: number]>): void {
    this.#samples = Array.from(values, ([labels, value]) => ({ suffix: "", labels, value }));
  }

  samples(): Iterable<Sample> {
    return this.#samples;
  }
}

/** How often values fell below bounds, by labels. */
export class Histogram implements Metric {
  readonly kind = "histogram";
  readonly name: string;
  readonly help: string;
  readonly #bounds: readonly number[];
  readonly #series: Series<{ counts: number[]; sum: number; count: number }>;

  /** @param bounds - the upper bounds of the buckets, ascending; one without bound is added */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name;
    this.help = help;
    this.#bounds = bounds;
    this.#series = new Series(() => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }));
  }

  observe(labels: Labels, value: number): void {
    const series = this.#series.of(labels);
    series.sum += value;
    series.count += 1;
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at >= 0) series.counts[at]! += 1;
  }

  *samples(): Iterable<Sample> {
    for (const [labels, { counts, sum, count }] of this.#series) {
      let below = 0;
      for (const [at, bound] of this.#bounds.entries()) {
        below += counts[at]!;
        yield { suffix: "_bucket", labels: { ...labels, le: String(bound) }, value: below };
      }
      yield { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count };
      yield { suffix: "_sum", labels, value: sum };
      yield { suffix: "_count", labels, value: count };
    }
  }
}

/** The series of a metric, by the values of their labels. */
class Series<State> {
  readonly #states = new Map<string, readonly [Labels, State]>();
  readonly #create: () => State;

  constructor(create: () => State) {
    this.#create = create;
  }

  of(labels: Labels): State {
    // Names of types and statuses have no line end.
    const key = Object.values(labels).join("\n");
    let entry = this.#states.get(key);
    if (!entry) this.#states.set(key, (entry = [labels, this.#create()]));
    return entry[1];
  }

  [Symbol.iterator](): Iterator<readonly [Labels, State]> {
    return this.#states.values();
  }
}
