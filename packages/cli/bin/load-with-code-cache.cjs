/**
 * Loads the bundle with the bytecode of an earlier run, which halves what `weft run` adds to the start of Node.
 *
 * Node's own compile cache keeps the functions that are compiled when a file is loaded; a command compiles most of its functions when it
 * first calls them, so this one is written when a run ends: the second, because the first compiles the component, which later ones find
 * compiled. Each command has its own, as it uses other functions.
 *
 * V8 refuses a cache that was made from another source, by another version or with other flags.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");
const { keep, readKept } = require("./user-cache.cjs");

const KIND = "code";
const FIRST_RUN = Buffer.alloc(0);

/** @param {string} file a CommonJS module that requires nothing but what Node has */
function loadWithCodeCache(file) {
  // The bundler writes ASCII only, and Latin-1 is read fastest.
  const source = fs.readFileSync(file, "latin1");
  const name = `${keyOf(file)}.bin`;
  const kept = readKept(KIND, name);
  const cachedData = kept?.length > 0 ? kept : undefined;
  const script = new vm.Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename: file,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (cachedData === undefined || script.cachedDataRejected) {
    process.once("exit", (code) => {
      if (code === 0) keep(KIND, name, kept === undefined ? FIRST_RUN : script.createCachedData());
    });
  }
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file));
}

/** The size of the file and the time it was built, the Node that runs it, and the command. Hashing would load node:crypto. */
function keyOf(file) {
  const { mtimeMs, size } = fs.statSync(file);
  const command = /^[a-z]+$/.exec(process.argv[2] ?? "") ?? "none";
  return [command, size, Math.floor(mtimeMs), process.version, process.arch].join("-");
}

module.exports = { loadWithCodeCache };
