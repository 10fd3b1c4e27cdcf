/** `wasi:cli/environment`. */
export interface Environment {
  getEnvironment(): [string, string][];
  getArguments(): string[];
  initialCwd(): string | undefined;
}

export interface EnvironmentOptions {
  /** The guest's command line; the first is the program's own name. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A path as the guest sees it; none by default. */
  readonly cwd?: string;
}

export function environment({ args = [], env = {}, cwd }: EnvironmentOptions): Environment {
  return {
    getEnvironment: () => Object.entries(env),
    getArguments: () => [...args],
    initialCwd: () => cwd,
  };
}
