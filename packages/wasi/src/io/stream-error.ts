/** The `stream-error` variant of `wasi:io/streams`. */
import { ComponentError } from "@weft/core";
import type { IoError } from "./io-error.ts";

export type StreamError = { readonly tag: "closed" } | { readonly tag: "last-operation-failed"; readonly val: IoError };

export function closed(): ComponentError<StreamError> {
  return new ComponentError<StreamError>({ tag: "closed" });
}

export function lastOperationFailed(error: IoError): ComponentError<StreamError> {
  return new ComponentError<StreamError>({ tag: "last-operation-failed", val: error }, { cause: error });
}
