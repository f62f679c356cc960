/** The comment lines of a text. */
export interface CommentLines {
  /** What they start with. */
  readonly prefix: string;
  /** Whether the last of them, all of which stand at the top, names the columns: `# id,name`. */
  readonly endsWithNames: boolean;
}
/**
 * The comment lines of a text, or `null` if it has none.
 *
 * Lines that start with one of the usual signs are comments if they are not most of the text and do not have the delimiter as often as
 * the other lines: `#id,name` over `1,Ada` is a header. A sign that is in no other line's start proves nothing by itself. Where all of them
 * stand at the top and the last one names the columns, the reader must not leave them out: what is above the names is a preamble. If the
 * line below them names the columns, they are comments, whatever is in them: `# columns: id, name`.
 */
export declare function commentLines(lines: readonly string[], delimiter: string | null): CommentLines | null;
/** Whether any line starts as a comment. */
export declare function mayHaveComments(lines: readonly string[]): boolean;
/** Whether a cell is a sign of comments and nothing else. */
export declare function isCommentSign(cell: string): boolean;
//# sourceMappingURL=comment-lines.d.ts.map
