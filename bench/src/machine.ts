import { availableParallelism, cpus, platform, release } from "node:os";

/** What a figure was measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly system: string;
  readonly node: string;
  readonly v8: string;
}

export function thisMachine(): Machine {
  const { node, v8 } = process.versions;
  const cpu = cpus()[0]?.model.trim() ?? "unknown";
  return { cpu, cores: availableParallelism(), system: `${platform()} ${release()}`, node, v8 };
}
