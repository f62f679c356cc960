import { globSync, readFileSync } from "node:fs";
import { type ESTree, parseSync, Visitor } from "vite";

/** A regular expression of the sources. */
export interface Pattern {
  /** `packages/tables/src/frame/header.ts:73`. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** A `RegExp` constructor whose pattern is made at run time, so that nothing can be said about it here. */
export interface ComputedPattern {
  readonly place: string;
  readonly code: string;
}

/** Every regular expression in the sources of all packages: literals, and constructors of a literal or of a constant that is one. */
export function findPatterns(root: string): { readonly patterns: readonly Pattern[]; readonly computed: readonly ComputedPattern[] } {
  const patterns: Pattern[] = [];
  const computed: ComputedPattern[] = [];
  for (const file of globSync("packages/*/src/**/*.ts", { cwd: root }).toSorted()) {
    const code = readFileSync(`${root}/${file}`, "utf8");
    const { program, errors } = parseSync(file, code);
    if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
    const placeOf = ({ start }: { readonly start: number }) => `${file}:${code.slice(0, start).split("\n").length}`;
    const constants = new Map(
      program.body.flatMap((statement) => (statement.type === "VariableDeclaration" ? constantsOf(statement) : [])),
    );
    const construct = (node: Construction) => {
      if (node.callee.type !== "Identifier" || node.callee.name !== "RegExp") return;
      const [first, flags] = node.arguments;
      const place = placeOf(node);
      const isLiteral = first?.type === "Identifier" && "regex" in (constants.get(first.name) ?? {});
      const source = first && !isLiteral ? textOf(first, constants) : undefined;
      if (source !== undefined) patterns.push({ place, source, flags: (flags && textOf(flags, constants)) ?? "" });
      else if (!isLiteral) computed.push({ place, code: code.slice(node.start, node.end) });
    };
    new Visitor({
      Literal(node) {
        if ("regex" in node) patterns.push({ place: placeOf(node), source: node.regex.pattern, flags: node.regex.flags });
      },
      NewExpression: (node) => construct(node),
      CallExpression: (node) => construct(node),
    }).visit(program);
  }
  return { patterns, computed };
}

/** What `new RegExp(...)` and `RegExp(...)` have in common. */
type Construction = Pick<ESTree.NewExpression, "start" | "end" | "callee" | "arguments">;
type Constants = ReadonlyMap<string, ESTree.Expression>;

function constantsOf({ kind, declarations }: ESTree.VariableDeclaration): [string, ESTree.Expression][] {
  if (kind !== "const") return [];
  return declarations.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [[id.name, init] as [string, ESTree.Expression]] : []));
}

/** The text that an expression is, made of literals, templates and constants of the file; `undefined` if anything else is in it. */
function textOf(node: ESTree.Argument, constants: Constants): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type === "Identifier") {
    const init = constants.get(node.name);
    return init && textOf(init, constants);
  }
  const isRaw = node.type === "TaggedTemplateExpression" && node.tag.type === "MemberExpression";
  const template = isRaw ? node.quasi : node.type === "TemplateLiteral" ? node : undefined;
  if (template === undefined) return undefined;
  const texts = template.expressions.map((part) => textOf(part, constants));
  if (texts.includes(undefined)) return undefined;
  return template.quasis.map(({ value }, index) => (isRaw ? value.raw : (value.cooked ?? "")) + (texts[index] ?? "")).join("");
}
