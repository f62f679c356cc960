import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const untracked = new Set([".git", "node_modules", "dist", "coverage", ".rowmill"]);
const textExtensions = new Set(["", ".ts", ".js", ".cjs", ".mjs", ".json", ".md", ".yml", ".html", ".css", ".sql", ".sh"]);
const read = (path: string) => readFileSync(join(root, path), "utf8");
const packageFolders = globSync("packages/*/package.json", { cwd: root }).map((manifest) => join(manifest, ".."));

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: boolean;
  readonly engines?: Record<string, string>;
  readonly exports: Record<string, unknown>;
  readonly files?: readonly string[];
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}
const manifestOf = (folder: string) => JSON.parse(read(join(folder, "package.json"))) as Manifest;

describe("the packages", () => {
  it("have one version, which they also ask of each other", () => {
    const versions = packageFolders.flatMap((folder) => {
      const { version, dependencies, devDependencies, peerDependencies } = manifestOf(folder);
      const siblings = Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies }).filter(([name]) =>
        name.startsWith("@rowmill/"),
      );
      return [version, ...siblings.map(([, range]) => range)];
    });
    expect(new Set(versions).size, versions.join(" ")).toBe(1);
  });

  it("are listed in packages/tsconfig.json, or they would get no declarations", () => {
    const listed = [...read("packages/tsconfig.json").matchAll(/\{ "path": "([^"]+)" \}/g)].map(([, path]) => `packages/${path}`);
    expect(listed.toSorted()).toEqual(packageFolders.toSorted());
  });
});

describe.each(packageFolders)("%s", (folder) => {
  const manifest = manifestOf(folder);

  it("has a manifest of the common shape", () => {
    expect(manifest).toMatchObject({
      name: `@rowmill/${folder.split(/[\\/]/)[1]}`,
      description: expect.any(String),
      license: "MIT",
      type: "module",
      sideEffects: false,
      engines: { node: ">=22.18" },
      files: ["dist", "src", "!dist/*.tsbuildinfo"],
    });
  });

  it("exports source, declarations and JavaScript of each entry, in that order", () => {
    const { "./package.json": self, ...entries } = manifest.exports;
    expect(self).toBe("./package.json");
    expect(Object.keys(entries)).toContain(".");
    for (const [entry, target] of Object.entries(entries)) {
      const path = entry === "." ? "index" : `${entry.slice(2)}/index`;
      // As text, because the order of conditions matters and an object's comparison ignores it.
      expect(JSON.stringify(target)).toBe(
        JSON.stringify({ "@rowmill/source": `./src/${path}.ts`, types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` }),
      );
    }
  });

  it("ships the licence and a README", () => {
    expect(read(join(folder, "LICENSE"))).toBe(read("LICENSE"));
    expect(read(join(folder, "README.md"))).toMatch(`# ${manifest.name}\n`);
  });
});

describe("the text of the repository", () => {
  it("names no package registry's host", () => {
    expect(filesThatSay(/\bregistry\.(npmjs|yarnpkg|npmmirror)\b|\bnpm\.pkg\.github\b|\b(artifactory|verdaccio|codeartifact)\b/i)).toEqual(
      [],
    );
  });

  it("names no absolute path of somebody's machine", () => {
    expect(filesThatSay(/(?<![\w.\-/])\/(work|root|home|Users)\/[\w.-]/)).toEqual([]);
  });
});

describe("the folders of the packages", () => {
  it("are split before their 21st file", () => {
    const folders = new Map<string, number>();
    for (const path of globSync("packages/*/{src,assembly}/**/*.ts", { cwd: root })) {
      folders.set(dirname(path), (folders.get(dirname(path)) ?? 0) + 1);
    }
    expect([...folders].filter(([, files]) => files > 20).map(([path]) => path)).toEqual([]);
  });

  it("import each optional peer in one file", () => {
    for (const peer of ["csv-parse", "exceljs", "openai", "hyparquet-writer"]) {
      const files = textFiles(join(root, "packages")).filter(
        // Types are gone when the code runs.
        (path) =>
          path.includes("/src/") && new RegExp(`^(?!import type ).*(from |await import\\()"${peer}`, "m").test(readFileSync(path, "utf8")),
      );
      expect(files.length, `${peer}: ${files.map((path) => relative(root, path)).join(", ")}`).toBeLessThanOrEqual(1);
    }
  });
});

describe("the language of sources and documents", () => {
  // The words of the project's language rules that are replaced by the field's own. The counts only ever go down.
  it.each([
    ["can not", 12],
    ["for ever", 2],
    ["as good as none", 0],
    ["parted by", 2],
    ["nobody", 60],
    ["whoever", 70],
    ["somebody", 35],
    ["everybody", 16],
  ])("says %s at most %i times", (word, most) => {
    const pattern = new RegExp(`\\b${word}\\b`, "gi");
    const files = [
      ...textFiles(join(root, "packages")).filter((path) => path.includes("/src/")),
      ...textFiles(join(root, "docs")),
      join(root, "README.md"),
    ];
    const count = files.reduce((sum, path) => sum + (readFileSync(path, "utf8").match(pattern) ?? []).length, 0);
    expect(count).toBeLessThanOrEqual(most);
  });
});

describe("core/src/domain", () => {
  // oxlint knows Date.now, but not this one.
  it("does not look at the clock", () => {
    expect(filesThatSay(/\bnew Date\(\)|(?<!new )\bDate\(\)/, "packages/core/src/domain")).toEqual([]);
  });
});

describe("docs/errors.md", () => {
  const codes = [
    ...read("packages/core/src/domain/errors.ts").matchAll(/^ {2}([A-Z_]+): (?:true|false),$/gm),
    ...read("packages/core/src/ports/diagnosis.ts").matchAll(/^ {2}\| "([A-Z_]+)"/gm),
  ].map(([, code]) => code as string);

  it.each(codes)("explains %s", (code) => {
    // A heading of its own, or the first cell of a table's row.
    expect(read("docs/errors.md")).toMatch(new RegExp(`^(#+|\\|) *\`?${code}\`?\\b`, "m"));
  });

  it("explains no code that does not exist", () => {
    const explained = [...read("docs/errors.md").matchAll(/^(?:#+|\|) *`?([A-Z]+(?:_[A-Z]+)+)`?/gm)].map(([, code]) => code as string);
    expect(explained.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  it("names only files that exist", () => {
    const missing = read("docs/architecture.md")
      .split(/^## /m)
      .flatMap((section) => {
        const [, base = "."] = /all paths are in `([^`]+)`/i.exec(section) ?? [];
        const paths = [...section.matchAll(/`([\w@.-]+(?:\/[\w@.-]+)*\/[\w.-]+\.(?:ts|js|json|md|yml))`/g)].map(
          ([, path]) => path as string,
        );
        return paths.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, base, path)));
      });
    expect(missing).toEqual([]);
  });
});

describe("links in markdown", () => {
  it.each(
    textFiles(root)
      .filter((path) => path.endsWith(".md"))
      .map((path) => relative(root, path)),
  )("lead somewhere: %s", (path) => {
    const links = [...read(path).matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, link]) => link as string);
    expect(links.filter((link) => !existsSync(join(root, path, "..", link)))).toEqual([]);
  });
});

/**
 * The text files below a folder that match, as `path: match`, without this file, which says what it forbids.
 * Reads the tree and not git's index, because a downloaded archive has none.
 */
function filesThatSay(pattern: RegExp, below = "."): string[] {
  return textFiles(join(root, below)).flatMap((path) => {
    const match = path === import.meta.filename ? null : pattern.exec(readFileSync(path, "utf8"));
    return match ? [`${relative(root, path)}: ${match[0]}`] : [];
  });
}

function textFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // In a worktree of git, .git is a file.
    if (untracked.has(entry.name)) return [];
    if (entry.isDirectory()) return textFiles(path);
    return textExtensions.has(extname(entry.name)) ? [path] : [];
  });
}
