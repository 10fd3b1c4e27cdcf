const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Calls `stop` each time somebody asks this process to end; the returned function gives the signals their usual effect back. */
export function onStopSignal(stop: () => void): () => void {
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}
