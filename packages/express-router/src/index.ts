/** The media type of every error that this package answers, by RFC 9457. */
export const PROBLEM_JSON = "application/problem+json";
