/** Lines such as `;;! component_model_async = true` at the top of a script: what it needs switched on. */

/** What a script may need that this engine does not run yet, by the name of its header. */
const LATER: Readonly<Record<string, string>> = {
  component_model_async_stackful: "🚟 stackful lifts",
  component_model_more_async_builtins: "🚝 more asynchronous built-ins",
  component_model_async: "🔀 asynchronous functions",
  component_model_threading: "🧵 threads",
  component_model_error_context: "📝 error contexts",
  component_model_values: "🪙 values",
  component_model_nested_names: "🪺 nested names",
  component_model_gc: "🛸 GC types in the canonical ABI",
  memory64: "🐘 64-bit memories",
};

/** The features a script asks for that come later. */
export function laterFeatures(source: string): string[] {
  return Array.from(source.matchAll(/^;;!\s*([a-z0-9_]+)\s*=\s*true\s*$/gm), ([, name = ""]) => LATER[name]).filter(
    (feature) => feature !== undefined,
  );
}
