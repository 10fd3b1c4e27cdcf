/**
 * `weft` in a checkout: the sources, run by Node 26 as they are. The launcher `packages/cli/bin/weft.cjs` and `npm start` come here.
 */
"use strict";

const path = require("node:path");
const { exec } = require("./exec.cjs");
const { ROOT, SOURCE_OPTIONS, findNode } = require("./find-node.cjs");

const MAIN = path.join(ROOT, "packages", "cli", "src", "main.ts");

/**
 * @param {string[]} args what follows `weft` on the command line
 * @param {{ endWithParent?: boolean }} [options]
 */
function runWeft(args, options) {
  const node = findNode();
  if (node === undefined) {
    console.error("weft: this checkout has no Node 26 yet; `npm run setup` brings it");
    process.exit(1);
  }
  // Without `--` Node takes options such as --env-file out of what follows, wherever they stand.
  exec(node, SOURCE_OPTIONS.concat("--", MAIN, args), options);
}

module.exports = { MAIN, runWeft };
