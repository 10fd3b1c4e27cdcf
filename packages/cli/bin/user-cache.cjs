/**
 * Files kept between starts in the user's own cache folder. What is kept is run, so a folder or a file that somebody else owns, or
 * could write to, is as good as none. Whatever cannot be read or written is done without: a cache is never worth a failure.
 */
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const WRITABLE_BY_OTHERS = 0o022;
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;

/** What was kept under a name, or undefined. */
function readKept(kind, name) {
  const folder = folderOf(kind);
  let file;
  try {
    if (!isOwn(fs.statSync(folder))) return undefined;
    file = fs.openSync(path.join(folder, name), "r");
    return isOwn(fs.fstatSync(file)) ? fs.readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) fs.closeSync(file);
  }
}

/** Appears whole or not at all: another process may be reading it. What is older than a month goes. */
function keep(kind, name, data) {
  const folder = folderOf(kind);
  const draft = path.join(folder, `${name}.${process.pid}`);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (!isOwn(fs.statSync(folder))) return;
    removeOld(folder);
    fs.writeFileSync(draft, data, { mode: 0o600 });
    fs.renameSync(draft, path.join(folder, name));
  } catch {
    fs.rmSync(draft, { force: true });
  }
}

function removeOld(folder) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - fs.statSync(file).mtimeMs > MAX_AGE_MS) fs.rmSync(file);
  }
}

/** Windows has no such owner and mode; there the folder is the user's by its place. */
function isOwn(stats) {
  if (process.getuid === undefined) return true;
  return stats.uid === process.getuid() && (stats.mode & WRITABLE_BY_OTHERS) === 0;
}

/** A relative XDG_CACHE_HOME is to be ignored, says the XDG Base Directory Specification. */
function folderOf(kind) {
  const given = process.platform === "win32" ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME;
  const base = given !== undefined && path.isAbsolute(given) ? given : path.join(os.homedir(), ".cache");
  return path.join(base, "weft", kind);
}

module.exports = { keep, readKept };
