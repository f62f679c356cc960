import type { JsonFault } from "./json-fault.ts";
import { type JsonScanner } from "./json-scanner.ts";
/** Passes the rest of a line in which a record is broken, up to its end. Throws `INCOMPLETE` like the scanner. */
export declare function passBrokenLine(scanner: JsonScanner, start: number): void;
/**
 * Passes records that are broken somewhere in their middle. A record that is never closed looks as if it went on to the end of the file, and
 * a file may have one every few bytes: so each search without a result halves how far the next one goes, and each with one doubles it.
 */
export declare class BrokenRecords {
  #private;
  /**
   * Passes a broken record: up to the bracket that closes it, or to the line where another one starts if that comes first; or, if neither
   * comes, up to what looks like the start of another object. Answers `false` if that does not come before the file ends either. Throws
   * `INCOMPLETE` like the scanner.
   *
   * @param start - where the record starts
   * @param line - the line of that place
   */
  pass(scanner: JsonScanner, start: number, line: number, fault: JsonFault): boolean;
}
//# sourceMappingURL=broken-record.d.ts.map
