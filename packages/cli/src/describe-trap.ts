import type { Trap, TrapFrame } from "@weft/core";

interface Description {
  readonly message: string;
  readonly lines: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** The reason, the Wasm frames with their names, innermost first, and what caused it. */
export function describeTrap(trap: Trap): Description {
  const message = `The guest trapped: ${trap.reason}`;
  const causes = causesOf(trap).filter((cause) => !message.includes(cause));
  const lines = [...trap.frames.map(describeFrame), ...causes.map((cause) => `  caused by: ${cause}`)];
  return { message, lines, details: { reason: trap.reason, frames: trap.frames, causes } };
}

function describeFrame({ name, functionIndex, offset }: TrapFrame): string {
  const place = `function ${functionIndex}, offset 0x${offset.toString(16)}`;
  return name === undefined ? `    at ${place}` : `    at ${name} (${place})`;
}

function causesOf(error: Error): string[] {
  const { cause } = error;
  if (cause === undefined) return [];
  return cause instanceof Error ? [cause.message, ...causesOf(cause)] : [String(cause)];
}
