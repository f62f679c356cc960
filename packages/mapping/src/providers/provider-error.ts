/** Why a provider gave no usable answer, as the code of a warning. docs/errors.md explains each. */
export type ProviderErrorCode =
  | "model_no_key"
  | "model_package_missing"
  | "model_key_rejected"
  | "model_quota"
  | "model_rate_limited"
  | "model_timeout"
  | "model_unreachable"
  | "model_server_failed"
  | "model_endpoint_invalid"
  | "model_request_rejected"
  | "model_question_too_large"
  | "model_refused"
  | "model_answer_incomplete"
  | "model_answer_invalid"
  | "model_answer_too_large"
  | "model_budget_spent"
  | "model_failed";

/**
 * A provider gave no usable answer. The proposal goes on without it, and `code` and `message` become a warning that users see: never
 * write keys, headers or answers into the message.
 */
export class MappingProviderError extends Error {
  readonly code: ProviderErrorCode;

  constructor(code: ProviderErrorCode, message: string) {
    super(message);
    this.name = "MappingProviderError";
    this.code = code;
  }
}
