/** Error codes of JSON-RPC 2.0, section 5.1; the last is in the range left to applications. */
export const RPC_ERROR = {
  parse: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  internal: -32_603,
  refused: -32_000,
} as const;

/** A call that was answered with an error: thrown where it is found, and again at the caller. */
export class RpcError extends Error {
  override readonly name: string = 'RpcError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** Thrown by a handler that refuses a well-formed request: the caller's fault, not a bug. */
export class Refused extends RpcError {
  override readonly name = 'Refused';

  constructor(message: string) {
    super(RPC_ERROR.refused, message);
  }
}
