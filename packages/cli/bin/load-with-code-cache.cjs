/**
 * Loads the bundle with the bytecode of an earlier run, which halves what `weft run` adds to the start of Node.
 *
 * Node's own compile cache keeps the functions that are compiled when a file is loaded; a command compiles most of its functions when it
 * first calls them, so this one is written when a run ends: the second, because the first compiles the component, which later ones find
 * compiled. Each command has its own, as it uses other functions.
 *
 * V8 refuses a cache that was made from another source, by another version or with other flags. It is kept in the user's own
 * cache folder, never in one that others can write to, because what is in it is run. Where it cannot be written it is done without.
 */
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vm = require("node:vm");

const FIRST_RUN = Buffer.alloc(0);

/** @param {string} file a CommonJS module that requires nothing but what Node has */
function loadWithCodeCache(file) {
  // The bundler writes ASCII only, and Latin-1 is read fastest.
  const source = fs.readFileSync(file, "latin1");
  const cacheFile = path.join(cacheFolder(), `${keyOf(file)}.bin`);
  const kept = readIfThere(cacheFile);
  const cachedData = kept?.length > 0 ? kept : undefined;
  const script = new vm.Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", (code) => {
      if (code === 0) write(cacheFile, kept === undefined ? FIRST_RUN : script.createCachedData());
    });
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file));
}

function cacheFolder() {
  const base = process.platform === "win32" ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME;
  return path.join(base || path.join(os.homedir(), ".cache"), "weft", "code");
}

/** The size of the file and the time it was built, the Node that runs it, and the command. Hashing would load node:crypto. */
function keyOf(file) {
  const { mtimeMs, size } = fs.statSync(file);
  const command = /^[a-z]+$/.exec(process.argv[2] ?? "") ?? "none";
  return [command, size, Math.floor(mtimeMs), process.version, process.arch].join("-");
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Appears whole or not at all: another process may be reading it. */
function write(file, data) {
  const draft = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    fs.writeFileSync(draft, data, { mode: 0o600 });
    fs.renameSync(draft, file);
  } catch {
    fs.rmSync(draft, { force: true });
  }
}

module.exports = { loadWithCodeCache };
