import { INCOMPLETE } from "./json-fault.ts";
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, type JsonScanner, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-scanner.ts";
import type { JsonSource } from "./json-source.ts";
import { Structure } from "./structure.ts";

/** What stands at the place of the records: an array of them, one record, or nothing. And in how many objects it lies. */
export interface RecordsPlace {
  readonly what: "list" | "one" | "nothing";
  readonly depth: number;
}

/**
 * Goes to the records of a document: to the first of an array, or to the only one. What lies before is passed without keeping it.
 * Throws `JsonFault` if the document is broken before that.
 *
 * @param path - keys joined by dots, and places of items in arrays
 */
export async function seekRecords(source: JsonSource, scanner: JsonScanner, path: string): Promise<RecordsPlace> {
  let rest = path;
  for (let depth = 0; ; depth += 1) {
    const code = await source.whole(() => scanner.next());
    if (rest === "") {
      if (code === OPEN_BRACKET) scanner.at += 1;
      return { what: code === OPEN_BRACKET ? "list" : scanner.atEnd ? "nothing" : "one", depth };
    }
    if (code === OPEN_BRACKET && /^\d/.test(rest)) {
      scanner.at += 1;
      const [place = ""] = rest.split(".", 1);
      if (!(await seekItem(source, scanner, Number(place)))) return { what: "nothing", depth };
      rest = rest.slice(place.length + 1);
      continue;
    }
    if (code !== OPEN_BRACE) return { what: "nothing", depth };
    scanner.at += 1;
    const left = await seekKey(source, scanner, rest);
    if (left === undefined) return { what: "nothing", depth };
    rest = left;
  }
}

/** Passes what follows the records. Answers whether the document is closed. */
export async function passRest(source: JsonSource, scanner: JsonScanner, depth: number): Promise<boolean> {
  return depth === 0 || passStructure(source, scanner, new Structure(depth));
}

/** Goes to the value of the first key that starts the path, and answers what is left of it. */
async function seekKey(source: JsonSource, scanner: JsonScanner, path: string): Promise<string | undefined> {
  if ((await source.whole(() => scanner.next())) === CLOSE_BRACE) return undefined;
  do {
    const key = await source.whole(() => {
      if (scanner.next() !== QUOTE) scanner.expect(QUOTE, "a key in quotes");
      const name = scanner.string();
      scanner.expect(COLON, "a colon");
      scanner.next();
      return name;
    });
    if (key === path) return "";
    if (path.startsWith(`${key}.`)) return path.slice(key.length + 1);
    const code = scanner.next();
    if (code !== OPEN_BRACE && code !== OPEN_BRACKET) await source.whole(() => scanner.passValue());
    else if (!(await passStructure(source, scanner, new Structure(0)))) throw scanner.fault("the file ends before the records");
  } while (!(await source.whole(() => scanner.endOrComma(CLOSE_BRACE))));
  return undefined;
}

/** Goes to an item of an array by its place from 0, and answers whether there is one. */
async function seekItem(source: JsonSource, scanner: JsonScanner, place: number): Promise<boolean> {
  for (let item = 0; ; item += 1) {
    const code = await source.whole(() => scanner.next());
    if (code === CLOSE_BRACKET) return false;
    if (item === place) return true;
    if (code !== OPEN_BRACE && code !== OPEN_BRACKET) await source.whole(() => scanner.passValue());
    else if (!(await passStructure(source, scanner, new Structure(0)))) throw scanner.fault("the file ends before the records");
    if (await source.whole(() => scanner.endOrComma(CLOSE_BRACKET))) return false;
  }
}

async function passStructure(source: JsonSource, scanner: JsonScanner, structure: Structure): Promise<boolean> {
  while (true) {
    const end = structure.pass(scanner.text, scanner.at);
    scanner.line += structure.lines;
    structure.lines = 0;
    scanner.at = end < 0 ? scanner.text.length : end;
    if (end >= 0 || scanner.isLast) return end >= 0;
    await source.more();
  }
}

/** Whether something follows after the document. */
export async function somethingFollows(source: JsonSource, scanner: JsonScanner): Promise<boolean> {
  try {
    return !Number.isNaN(await source.whole(() => scanner.next()));
  } catch (error) {
    if (error === INCOMPLETE) throw error;
    return true;
  }
}
