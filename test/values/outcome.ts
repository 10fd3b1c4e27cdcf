/** How a call ended, as data two engines can be compared by. */
export type Outcome = { readonly returned: unknown } | { readonly payload: unknown } | { readonly failed: string };

type Call = (...args: readonly unknown[]) => unknown;

/** Calls a function and catches how it ends: with a value, with the error case of its result, or with another error. */
export function outcomeOf(call: Call | undefined, args: readonly unknown[]): Outcome {
  if (call === undefined) return { failed: "there is no such function" };
  try {
    return { returned: call(...args) };
  } catch (error) {
    if (error instanceof Error && error.constructor.name === "ComponentError" && "payload" in error) {
      return { payload: error.payload };
    }
    return { failed: String(error) };
  }
}
