import type { ZipArchive } from "../../../archive/open-zip.ts";
import type { ZipEntry } from "../../../archive/zip-directory.ts";
import { scanPart } from "./xml/scan-part.ts";

/** What a part of a package points to: its relations, by their ids. */
export type Relations = ReadonlyMap<string, Relation>;

export interface Relation {
  /** The last word of its type, which is the same in the transitional and the strict form: `worksheet`, `styles`. */
  readonly type: string;
  /** The name of the part in the package. */
  readonly part: string;
}

/** The parts of a workbook's package, found by their names as loosely as programs write them. */
export class WorkbookParts {
  readonly #archive: ZipArchive;
  readonly #entries: ReadonlyMap<string, ZipEntry>;

  constructor(archive: ZipArchive) {
    this.#archive = archive;
    // A name as it is counts before one in other letters.
    const loose = archive.entries.map((entry) => [looseName(entry.name), entry] as const);
    const exact = archive.entries.map((entry) => [exactName(entry.name), entry] as const);
    this.#entries = new Map([...loose, ...exact]);
  }

  has(part: string): boolean {
    return this.#find(part) !== undefined;
  }

  /** The part's bytes; none if it is not there. */
  async *open(part: string): AsyncGenerator<Uint8Array> {
    const entry = this.#find(part);
    if (entry) yield* this.#archive.open(entry);
  }

  /** What a part points to; `""` is the package itself. Nothing if that was left out. */
  async relations(part: string): Promise<Relations> {
    const slash = part.lastIndexOf("/") + 1;
    const name = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`;
    const relations = new Map<string, Relation>();
    if (!this.has(name)) return relations;
    await scanPart(name, this.open(name), (scanner) => {
      const id = scanner.attribute("Id");
      const target = scanner.attribute("Target");
      if (scanner.name !== "Relationship" || id === undefined || target === undefined || relations.size === MAX_RELATIONS) return;
      if (scanner.attribute("TargetMode") === "External") return;
      const type = scanner.attribute("Type")?.split("/").at(-1) ?? "";
      relations.set(id, { type, part: resolvePart(part, target) });
    });
    return relations;
  }

  #find(part: string): ZipEntry | undefined {
    return this.#entries.get(exactName(part)) ?? this.#entries.get(looseName(part));
  }

  /** The names of all parts that match, as the package spells them. */
  matching(pattern: RegExp): string[] {
    return [...new Set(this.#entries.values())].map(({ name }) => name).filter((name) => pattern.test(name));
  }
}

const MAX_RELATIONS = 100_000;

function exactName(name: string): string {
  return name.replace(/^\/+/, "");
}

function looseName(name: string): string {
  return exactName(name).toLowerCase();
}

/** A target is relative to the part that points to it, or starts with `/`. Some programs write `\`, and `%20` for blanks. */
function resolvePart(from: string, target: string): string {
  const path = unescaped(target.replaceAll("\\", "/"));
  const names = path.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "." && name !== "") names.push(name);
  }
  return names.join("/");
}

function unescaped(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
