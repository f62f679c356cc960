import { existsSync } from "node:fs";
import { defineConfig, type OxlintOverride } from "oxlint";

/*
 * How the code is checked, and who may import whom. The table of packages is in docs/architecture.md: to allow more, change both.
 *
 * A group of `no-restricted-imports` reads like a .gitignore: everything is forbidden but what a "!" lets in. What it lets in no
 * later pattern forbids, so the regex patterns stand first. When two overrides match one file, the later one replaces the rule as
 * a whole; `imports` therefore writes all of it each time.
 */

interface ImportPattern {
  readonly regex: string;
  readonly allowTypeImports?: boolean;
  readonly message: string;
}

/** The files may import their own package, Node's modules, and the named packages. */
function imports(files: string, packages: readonly string[], message: string, patterns: readonly ImportPattern[] = []): OxlintOverride {
  const group = ["**", "!./**", "!../**", "!node:*", "!node:*/**", "@rowmill/**"];
  return {
    files: [files],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^\\..*/(src|dist|test)/", message: "Import another package by its public name." },
            ...patterns,
            { group: [...group, ...packages.map((name) => `!${name}`), "node:process", "node:console"], message },
          ],
        },
      ],
    },
  } satisfies OxlintOverride;
}

/** core's entries: for applications and adapters, for errors and checks without zod, for streams of bytes. `./http` is for packages with routes. */
const CORE = ["@rowmill/core", "@rowmill/core/adapter", "@rowmill/core/errors", "@rowmill/core/bytes"];
const CORE_HTTP = "@rowmill/core/http";

const TABLES = ["@rowmill/core/bytes", "@rowmill/core/errors", "csv-parse", "csv-parse/**", "jschardet", "re2js", "zod"];
const TABLES_MESSAGE = "tables knows no jobs: it imports core/errors, core/bytes and the libraries that docs/architecture.md names.";

/** Worker threads and readRows load no zod: it lies in files named `*-schema.ts`, which the entry `./schema` and import() load. */
const NO_ZOD: ImportPattern = {
  regex: "(^zod$|-schema\\.ts$)",
  allowTypeImports: true,
  message: "Only schemas load zod at the start. Import their types, or load one with import().",
};

/** The rooms of the table engine, from the ground floor up. A room imports those before it, never one of its own row or a later one. */
const TABLE_ROOMS = [
  ["kernel"],
  ["table"],
  ["bytes"],
  ["text", "values"],
  ["archive", "frame"],
  ["formats"],
  ["open"],
  ["profile", "validate"],
  ["transform"],
  ["analyze"],
  ["transform-file"],
];

/** Rooms from here on start threads. */
const FIRST_DRIVERS = TABLE_ROOMS.findIndex(([room]) => room === "analyze");

function tableRooms() {
  return TABLE_ROOMS.flatMap((row, floor) =>
    row.flatMap((room) => {
      const later = TABLE_ROOMS.slice(floor)
        .flat()
        .concat(floor < FIRST_DRIVERS ? ["threads"] : []);
      const forbidden = later.filter((name) => name !== room);
      const order: ImportPattern = {
        regex: `^(\\.\\./)+(${forbidden.join("|")})/`,
        message: `${room}/ does not import this room: see the order in oxlint.config.ts.`,
      };
      return [
        imports(`packages/tables/src/${room}/**`, TABLES, TABLES_MESSAGE, [order, NO_ZOD]),
        imports(`packages/tables/src/${room}/**/*-schema.ts`, TABLES, TABLES_MESSAGE, [order]),
      ];
    }),
  );
}

/** A format knows no other; `lines` cuts cells of delimited text as `delimited` does. */
function formats() {
  const names = ["delimited", "json", "lines", "xlsx", "parquet"];
  const later = "open|profile|transform|validate|analyze|transform-file|threads";
  return names.map((name) => {
    const others = names.filter((other) => other !== name && !(name === "lines" && other === "delimited"));
    const packages = { delimited: TABLES, xlsx: [...TABLES, "exceljs"], parquet: [...TABLES, "hyparquet-writer"] }[name] ?? TABLES;
    return imports(`packages/tables/src/formats/${name}/**`, packages, TABLES_MESSAGE, [
      {
        regex: `^(\\.\\./)+(${others.join("|")})/`,
        message: "A format imports no other. Only open/ and formats/registry.ts know several.",
      },
      { regex: `^(\\.\\./)+(${later})/`, message: "formats/ imports no later room: see the order in oxlint.config.ts." },
    ]);
  });
}

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true, denyWarnings: true, reportUnusedDisableDirectives: "error" },
  // AssemblyScript: TypeScript's syntax, other types. The benches have types once `npm run bench` has installed their peers.
  ignorePatterns: [
    "packages/*/assembly/**",
    "**/generated-types.ts",
    ...(existsSync("bench/node_modules/.package-lock.json") ? [] : ["bench/**"]),
  ],
  rules: {
    // Cycles of types too: small types move to leaf files.
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": "error",
    // fast-check's assert, and the test manager's expectJob.
    "vitest/expect-expect": ["error", { assertFunctionNames: ["expect", "expectTypeOf", "fc.assert", "**.expectJob"] }],

    // Advice for Express 4, where a rejected handler hung the request. Express 5 forwards the rejection.
    "oxc/no-async-endpoint-handlers": "off",
    // A narrowing cast is how a brand, a parsed JSON text and a caught error get their type. Reviews look at them.
    "typescript/no-unsafe-type-assertion": "off",
    // `then` is a key of the step `when`. It is a list, which no `await` calls.
    "unicorn/no-thenable": "off",
    // Where zod says how a schema is made.
    "no-underscore-dangle": ["error", { allow: ["_zod"] }],
    // TypeScript's noImplicitReturns says the same, and knows that an exhaustive switch needs no return after it.
    "typescript/consistent-return": "off",
    // Our objects are closures, made to be taken apart: `async (input, { progress, checkpoint }) => ...`.
    "typescript/unbound-method": "off",
    // `Record<never, never>` is what it says: a manager without job types.
    "typescript/no-generated-empty-object-type": "off",
    // fast-check documents `fc.assert`; TypeScript knows whether the member exists.
    "import/no-named-as-default-member": "off",
    // For windows. A message port has no origin.
    "unicorn/require-post-message-target-origin": "off",
    // A small arrow function stays where it is read, also where it captures nothing.
    "unicorn/consistent-function-scoping": ["error", { checkArrowFunctions: false }],
    // `[...text]` is how a text is taken apart into code points.
    "typescript/no-misused-spread": ["error", { allow: ["string"] }],
    // It wants each rejection awaited on the spot, but a test first expects one, then makes it happen, then awaits it.
    // no-floating-promises finds those that nobody awaits.
    "vitest/valid-expect": "off",
    // A property says what holds if something else does, and the run takes hundreds of values.
    "vitest/no-conditional-expect": "off",
    // Another function changes the flag (or the list) while the loop awaits: that is what our loops wait for.
    "no-unmodified-loop-condition": "off",
  },
  overrides: [
    // A package without an override of its own may import core.
    imports("packages/*/src/**", CORE, "A package imports only what docs/architecture.md allows."),
    {
      files: ["packages/*/src/**"],
      rules: {
        "no-console": "error",
        // A library leaves the process to its host: no exit, no signal handlers, no listeners for uncaught errors.
        "no-restricted-properties": [
          "error",
          ...["exit", "abort", "on", "once", "addListener", "prependListener"].map((property) => ({ object: "process", property })),
        ],
      },
    },
    imports("packages/core/src/**", ["zod", "p-queue", "eventemitter3", "croner"], "core imports no adapter, and few libraries."),
    {
      // Decisions are functions of values: time and chance are arguments.
      files: ["packages/core/src/domain/**"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            paths: [
              { name: "node:crypto", allowImportNames: ["createHash"], message: "A digest is a function of values; the rest is not." },
            ],
            patterns: [
              { regex: "^\\./\\.\\.|^\\.\\./index", message: "domain/ imports domain/, zod and createHash." },
              {
                // "../errors.ts" from a folder within domain/.
                group: ["**", "!./**", "!../*.ts", "!zod", "!node:crypto"],
                message: "domain/ imports domain/, zod and createHash: no I/O, no ports, no runtime.",
              },
            ],
          },
        ],
        "no-restricted-globals": [
          "error",
          {
            checkGlobalObject: true,
            globalObjects: ["global"],
            globals: ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "performance", "crypto", "fetch", "process"],
          },
        ],
        "no-restricted-properties": [
          "error",
          { object: "Date", property: "now", message: "Take the time as an argument." },
          { object: "Math", property: "random", message: "Take the random number as an argument." },
          { object: "AbortSignal", property: "timeout", message: "domain/ has no timers." },
        ],
      },
    },
    {
      files: ["packages/core/src/ports/**"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              { regex: "^\\./\\.\\.", message: "ports/ import domain/ and each other." },
              {
                group: ["**", "!./**", "!../domain/**", "!zod"],
                message: "ports/ are interfaces: they import domain/, zod's types and each other.",
              },
            ],
          },
        ],
      },
    },
    // The default logger is the one place that prints.
    { files: ["packages/core/src/runtime/logger.ts"], rules: { "no-console": "off" } },
    imports(
      "packages/conformance/src/**",
      [...CORE, "vitest", "fast-check", "zod"],
      "conformance fits every implementation of a port: it imports core, vitest, fast-check and zod.",
    ),
    {
      // Its cases are values: their titles are keys, and they assert by rejecting. What a store throws is the store's choice.
      files: ["packages/conformance/src/**"],
      rules: { "vitest/valid-title": "off", "vitest/expect-expect": "off", "vitest/require-to-throw-message": "off" },
    },
    imports("packages/adapter-postgres/src/**", [...CORE, "kysely", "pg"], "adapter-postgres imports core, kysely and pg."),
    imports("packages/adapter-sqlite/src/**", [...CORE, "kysely"], "adapter-sqlite imports core and Kysely."),
    // Nothing of Express itself: the router is a function of a request, a response and `next`.
    imports(
      "packages/express-router/src/**",
      [...CORE, CORE_HTTP, "zod", "@fastify/busboy"],
      "express-router imports core, zod and busboy.",
    ),
    imports("packages/file-storage/src/**", [...CORE, "zod"], "file-storage imports core and zod."),
    imports("packages/tables/src/**", TABLES, TABLES_MESSAGE, [NO_ZOD]),
    imports("packages/tables/src/schema/**", TABLES, TABLES_MESSAGE),
    ...tableRooms(),
    ...formats(),
    imports("packages/tables/src/values/cel-language.ts", [...TABLES, "@marcbachmann/cel-js"], TABLES_MESSAGE),
    imports("packages/tables/src/threads/**", TABLES, TABLES_MESSAGE, [
      { regex: "^\\.\\./(?!bytes/)", message: "threads/ knows tasks as values: it imports bytes/ only." },
    ]),
    imports(
      "packages/data-jobs/src/**",
      [...CORE, CORE_HTTP, "@rowmill/tables", "@rowmill/tables/schema", "@rowmill/mapping", "zod"],
      "data-jobs imports core, tables and mapping: it parses nothing itself.",
    ),
    ...["analyze", "mapping", "transform", "batch"].map((type, _index, types) =>
      imports(
        `packages/data-jobs/src/${type}/**`,
        [...CORE, CORE_HTTP, "@rowmill/tables", "@rowmill/tables/schema", "@rowmill/mapping", "zod"],
        "data-jobs imports core, tables and mapping: it parses nothing itself.",
        [
          {
            // A batch is made of jobs of the other types, and knows them by their definitions.
            regex: `^\\.\\./(${types.filter((other) => other !== type).join("|")})/${type === "batch" ? "(?!\\w+-job\\.ts$)" : ""}`,
            message: "A job type's folder imports no other's: what two of them need goes to source/.",
          },
        ],
      ),
    ),
    imports(
      "packages/mapping/src/**",
      ["@rowmill/core/errors", "@rowmill/tables", "@rowmill/tables/schema", "@rowmill/tables/threads", "zod"],
      "mapping imports tables, core/errors and zod: it knows no jobs and no HTTP.",
    ),
    imports(
      "packages/mapping/src/providers/openai/**",
      ["@rowmill/core/errors", "openai"],
      "openai/ speaks to an endpoint: it knows questions and answers, no columns and no tables.",
    ),
    {
      // Tests may open their own package's src, never another's. Examples and benches are users.
      files: ["packages/*/test/**", "examples/**", "bench/**", "chaos/**", "test/**", "scripts/**"],
      rules: {
        "no-restricted-imports": [
          "error",
          {
            patterns: [
              { regex: "^(\\.\\.?/)+[^./][^/]*/(.*/)?(src|dist|test)/", message: "Import another package by its public name." },
              { regex: "^@rowmill/[^/]+/(src|dist|test)/", message: "Import another package by its public name." },
            ],
          },
        ],
      },
    },
  ],
});
