/** `npm install` as one quiet line of progress, and its failures as one sentence with what to do. */
import { spawn } from "node:child_process";

/**
 * @typedef {object} Plan
 * @property {string} folder
 * @property {string[]} omit kinds of dependencies to leave out
 * @property {string} what the line of progress
 * @property {string} probe a package it cannot do without, as name@version
 * @property {() => boolean} isComplete npm leaves out an optional package it cannot get, and ends well
 */

const FLAGS = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
/** Three tries within about ten seconds; npm's own back-off takes more than a minute to say that there is no network. */
const RETRY = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
const NETWORK_ERROR =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT)\b/;

/** @param {Plan} plan */
export async function npmInstall(plan) {
  const begin = Date.now();
  process.stderr.write(`${plan.what} …`);
  try {
    await install(plan);
  } catch (error) {
    process.stderr.write(" failed\n");
    throw error;
  }
  process.stderr.write(` done in ${Math.ceil((Date.now() - begin) / 1000)} s\n`);
}

/**
 * Without a network, what npm has cached may be enough.
 * @param {Plan} plan
 */
async function install({ folder, omit, isComplete, probe }) {
  const args = [...FLAGS, ...omit.map((kind) => `--omit=${kind}`)];
  const online = await npm(folder, [...args, ...RETRY]);
  if (online.code === 0 && isComplete()) return;
  const offline = await npm(folder, [...args, "--offline"]);
  if (offline.code === 0 && isComplete()) return;
  const { code, output } = online.code === 0 ? await npm(folder, ["view", probe, "version", ...RETRY]) : online;
  throw new Error(explain(code, output, probe));
}

/**
 * @param {number} code
 * @param {string} output
 * @param {string} probe
 */
function explain(code, output, probe) {
  if (code === 0) return `npm ended well but did not install ${probe}; remove node_modules and try again.`;
  const network = NETWORK_ERROR.exec(output);
  if (network === null) return `npm ended with exit code ${code}:\n${output.trim()}`;
  return `npm cannot reach its registry (${network[0]}). Connect this machine, or name a mirror: npm config set registry <address>`;
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function npm(cwd, args) {
  const [file, ...first] = npmCommand();
  const child = spawn(file, [...first, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32" && first.length === 0,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", (cause) =>
      reject(new Error(`Cannot start npm (${cause.message}); is it on the PATH?`, { cause })),
    );
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The npm that runs this script, on the Node that runs that npm; else the one on the PATH.
 * @returns {[string, ...string[]]}
 */
function npmCommand() {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli?.endsWith("npm-cli.js")) return [node ?? process.execPath, cli];
  return ["npm"];
}
