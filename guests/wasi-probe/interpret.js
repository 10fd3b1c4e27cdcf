/**
 * Calls functions of WASI as a script says, so that a test can put the same questions to any host. It runs inside the guest, and as
 * well outside of one, on the objects that a host gives to guests.
 *
 * A script is a list of steps, each a list: what to call the result, on what, which function, and its arguments.
 *
 *   ["$dirs", "wasi:filesystem/preopens", "getDirectories"]
 *   ["$file", "$dirs.0.0", "openAt", {}, "name", {}, { "read": true }]
 *   ["", "$file", "read", { "u64": "5" }, { "u64": "0" }]
 *
 * A "$name" stands for an earlier result, "$name.0" for a part of it; { u64 } and { bytes } for what JSON does not have; null for
 * nothing. The function "drop" drops a resource.
 *
 * A generator: it yields what a function returns and goes on with what it is given for that, so that a host that answers with a
 * promise can be waited for.
 *
 * @param u64 what the engine has for a u64: bigints, but numbers in QuickJS
 * @returns for each step `{ ok: text }` or `{ err: text }`
 */
export function* interpret(script, interfaces, u64 = BigInt) {
  const results = new Map();
  const outcomes = [];
  for (const [name, on, method, ...args] of script) {
    try {
      const value = yield call(
        target(on, interfaces, results),
        method,
        args.map((arg) => argumentOf(arg, results, u64)),
      );
      results.set(name, value);
      outcomes.push({ ok: describe(value) });
    } catch (error) {
      outcomes.push({ err: describeFailure(error) });
    }
  }
  return outcomes;
}

/** Runs a script where no function answers with a promise. */
export function interpretSync(script, interfaces, u64) {
  const run = interpret(script, interfaces, u64);
  for (let step = run.next(); ; step = run.next(step.value)) if (step.done) return step.value;
}

function call(object, method, args) {
  return method === "drop" ? object[Symbol.dispose]() : object[method](...args);
}

function target(on, interfaces, results) {
  const object = on.startsWith("$") ? lookUp(on, results) : interfaces[on];
  if (object === undefined) throw new Error(`expected an interface or an earlier result, found ${on}`);
  return object;
}

function lookUp(path, results) {
  const [name, ...parts] = path.split(".");
  return parts.reduce((value, part) => value?.[part], results.get(name));
}

function argumentOf(arg, results, u64) {
  if (typeof arg === "string") return arg.startsWith("$") ? lookUp(arg, results) : arg;
  if (Array.isArray(arg)) return arg.map((each) => argumentOf(each, results, u64));
  if (typeof arg !== "object") return arg;
  if (arg === null) return undefined;
  if ("u64" in arg) return u64(arg.u64);
  if ("bytes" in arg) return Uint8Array.from(arg.bytes, (character) => character.charCodeAt(0));
  return Object.fromEntries(Object.entries(arg).map(([key, value]) => [key, argumentOf(value, results, u64)]));
}

/** The value as text; resources are all alike. */
function describe(value) {
  if (value === undefined || value === null) return "nothing"; // QuickJS has null for an option that is none.
  if (typeof value === "bigint" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Uint8Array) return JSON.stringify(String.fromCharCode(...value));
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return `[${Array.from(value, describe).join(", ")}]`;
  if (typeof value[Symbol.dispose] === "function" || Object.getPrototypeOf(value) !== Object.prototype)
    return "resource";
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${describe(each)}`)
    .join(", ")} }`;
}

function describeFailure(error) {
  const { payload } = error;
  if (payload === undefined) throw error;
  return typeof payload === "string" ? payload : (payload.tag ?? describe(payload));
}
