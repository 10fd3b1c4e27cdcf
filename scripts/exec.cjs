/**
 * Hands this process over to another program: its standard streams, its signals and its exit code.
 *
 * Where Node can, the program takes the place of this process (`execve`), and there is nothing to forward. Elsewhere it runs as a
 * child. A terminal sends Ctrl-C and hang-ups to the whole foreground group, so the child has those already; all else is passed on.
 */
"use strict";

const { spawn } = require("node:child_process");

/** @type {NodeJS.Signals[]} */
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR2"];
/** @type {NodeJS.Signals[]} */
const SENT_BY_TERMINAL = ["SIGINT", "SIGHUP", "SIGQUIT"];

/**
 * @param {string} file an executable
 * @param {string[]} args
 * @param {{ endWithParent?: boolean }} [options] whether the program ends when the parent of this process does
 */
function exec(file, args, options) {
  const endWithParent = options !== undefined && options.endWithParent === true;
  if (!endWithParent && process.platform !== "win32" && typeof process.execve === "function") {
    process.execve(file, [file].concat(args), process.env);
  }
  const child = spawn(file, args, { stdio: "inherit" });
  for (const signal of process.platform === "win32" ? [] : FORWARDED) {
    process.on(signal, () => {
      if (!(process.stdin.isTTY && SENT_BY_TERMINAL.includes(signal))) child.kill(signal);
    });
  }
  child.on("error", (error) => {
    console.error(`Cannot start ${file}: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => endLike(code, signal));
  if (endWithParent) watchParent(() => child.kill("SIGTERM"));
}

/**
 * A signal to npm ends the shell in which npm runs a script, and leaves the script behind, adopted by another process. Nothing tells
 * the script, so it has to look.
 * @param {() => void} onEnd
 */
function watchParent(onEnd) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, 200);
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function endLike(code, signal) {
  if (signal === null) process.exit(code === null ? 1 : code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

module.exports = { exec };
