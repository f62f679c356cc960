/** Names that a store refuses, because not every store keeps them as they are. */
export const UNSTORABLE_NAMES = ["a\0b", "\0", "a\uD800", "\uDC00\uD800"];

/** Names that a database could take for those, if it replaced what it cannot keep. */
export const REPLACED_NAMES = ["a\uFFFDb", "a", "", "\uFFFD", "a\uFFFD", "\uFFFD\uFFFD"];
