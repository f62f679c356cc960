// papaparse comes without types. What the bench uses of it.
declare module "papaparse" {
  interface Config {
    chunk(results: { readonly data: readonly (readonly string[])[] }): void;
    complete(): void;
    error(error: Error): void;
  }
  const Papa: {
    unparse(rows: readonly (readonly string[])[], options: { readonly newline: string }): string;
    parse(source: NodeJS.ReadableStream, config: Config): void;
    parse(source: string, config: { readonly preview: number }): { readonly meta: { readonly delimiter: string } };
  };
  export default Papa;
}
