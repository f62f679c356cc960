// It brings no types. What the tests use of it is here.
declare module "parse-prometheus-text-format" {
  export default function parsePrometheusTextFormat(text: string): readonly {
    readonly name: string;
    readonly help: string;
    readonly type: string;
    readonly metrics: readonly {
      readonly labels?: Readonly<Record<string, string>>;
      readonly value?: string;
      readonly count?: string;
      readonly sum?: string;
      readonly buckets?: Readonly<Record<string, string>>;
    }[];
  }[];
}
