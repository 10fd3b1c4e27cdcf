import assert from "node:assert/strict";
import { test } from "node:test";
import { isInstalled } from "../../scripts/setup.mjs";

const here = { os: [process.platform], cpu: [process.arch] };
const elsewhere = { os: ["plan9"], cpu: [process.arch] };

// The folders are real ones, because a record of what is installed counts only if it is still there.
const TOOL = "node_modules/typescript";
const NODE = "node_modules/esbuild";

const CASES = [
  {
    name: "nothing is missing",
    wanted: { [TOOL]: { version: "1.0.0" } },
    installed: { [TOOL]: { version: "1.0.0" } },
    is: true,
  },
  { name: "a package is missing", wanted: { [TOOL]: { version: "1.0.0" } }, installed: {}, is: false },
  {
    name: "another version is there",
    wanted: { [TOOL]: { version: "2.0.0" } },
    installed: { [TOOL]: { version: "1.0.0" } },
    is: false,
  },
  { name: "its folder was removed", wanted: { "node_modules/x": {} }, installed: { "node_modules/x": {} }, is: false },
  { name: "a tool nobody asked for is missing", wanted: { [TOOL]: { dev: true } }, installed: {}, is: true },
  { name: "a tool is missing", wanted: { [TOOL]: { dev: true } }, installed: {}, dev: true, is: false },
  {
    name: "a tool for this platform is missing",
    wanted: { [NODE]: { dev: true, optional: true, ...here } },
    installed: {},
    dev: true,
    is: false,
  },
  {
    name: "one for another platform is missing",
    wanted: { [NODE]: { optional: true, ...elsewhere } },
    installed: {},
    is: true,
  },
  {
    name: "Node is missing, but this one will do",
    wanted: { [NODE]: { optional: true, ...here } },
    installed: {},
    is: true,
  },
  {
    name: "the root and the workspaces are not installed",
    wanted: { "": {}, "packages/core": {} },
    installed: {},
    is: true,
  },
];

for (const { name, wanted, installed, dev = false, is } of CASES) {
  test(`${is ? "complete" : "not complete"}: ${name}`, () => assert.equal(isInstalled(wanted, installed, dev), is));
}
