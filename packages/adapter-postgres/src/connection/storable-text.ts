/**
 * Text as PostgreSQL can hold it: U+0000 and lone surrogates are replaced by U+FFFD. For what people read (stages, log lines,
 * errors). JSON text needs none of it: `JSON.stringify` writes both as escapes, and we keep the text as it is.
 */
export function storableText<Text extends string | null>(text: Text): Text {
  return (text === null ? null : text.toWellFormed().replaceAll("\0", "\uFFFD")) as Text;
}

/** Whether a text can be the id of a job: a UUID as `uuidv7` writes it. There is no job with any other id. */
export function isJobId(id: string): boolean {
  return JOB_ID.test(id);
}

const JOB_ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
