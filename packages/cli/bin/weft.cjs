#!/usr/bin/env node
// The launcher of `weft`, in the syntax of the oldest Nodes, so that each of them can say what it lacks instead of a syntax error.
"use strict";

var fs = require("fs");
var path = require("path");

var checkout = path.join(__dirname, "..", "..", "..", "scripts", "run-weft.cjs");
var major = Number(process.versions.node.split(".")[0]);

if (fs.existsSync(checkout) && fs.existsSync(path.join(__dirname, "..", "src", "main.ts"))) {
  require(checkout).runWeft(process.argv.slice(2));
} else if (major < 26) {
  console.error("weft: needs Node 26 or newer, found " + process.versions.node + " (" + process.execPath + ")");
  process.exit(1);
} else {
  require("./load-with-code-cache.cjs").loadWithCodeCache(path.join(__dirname, "..", "dist", "weft.cjs"));
}
