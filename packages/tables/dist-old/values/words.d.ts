import { Kind } from "./kind.ts";
/** The kind of a value that is one well-known word, in any of its usual cases; `Text` for every other. */
export declare function wordKind(text: string): Kind;
/** Whether a text is a word for "there is no value", also one that means it only among numbers. */
export declare function isNullToken(text: string): boolean;
/** Every word that the reader of values knows, and what it means: a sort, and in the low byte a kind or a number. No word is longer than 16 bytes. */
export declare function vocabulary(): ReadonlyMap<string, number>;
/** The number of a month from 1, by its name in one of the languages of dates, in any case; `undefined` if it is none. */
export declare function monthNumber(name: string): number | undefined;
/** Whether a word in lower case is the name of a weekday. */
export declare function isWeekday(name: string): boolean;
/** Words before or after an amount, beside the symbols of Unicode's category Sc. */
export declare function isCurrencyWord(word: string): boolean;
//# sourceMappingURL=words.d.ts.map
