/** `npm install` as one quiet line of progress, and its failures as one sentence with what to do. */
import { spawn } from "node:child_process";

const FLAGS = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
/** Three tries within about ten seconds; npm's own back-off takes more than a minute to say that there is no network. */
const RETRY = ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];
const NETWORK_ERROR =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/;

/**
 * @param {string} folder
 * @param {string[]} omit kinds of dependencies to leave out
 * @param {string} what the line of progress
 */
export async function npmInstall(folder, omit, what) {
  const args = [...FLAGS, ...omit.map((kind) => `--omit=${kind}`)];
  const begin = Date.now();
  process.stderr.write(`${what} …`);
  const failure = await install(folder, args);
  process.stderr.write(failure === undefined ? ` done in ${Math.ceil((Date.now() - begin) / 1000)} s\n` : " failed\n");
  if (failure !== undefined) throw new Error(failure);
}

/**
 * Without a network, what npm has cached may be enough.
 * @param {string} folder
 * @param {string[]} args
 * @returns {Promise<string | undefined>} the failure, in words
 */
async function install(folder, args) {
  const { code, output } = await npm(folder, [...args, ...RETRY]);
  if (code === 0) return undefined;
  const network = NETWORK_ERROR.exec(output);
  if (network === null) return `npm ended with exit code ${code}:\n${output.trim()}`;
  if ((await npm(folder, [...args, "--offline"])).code === 0) return undefined;
  return `npm cannot reach its registry (${network[0]}). Connect this machine, or name a mirror: npm config set registry <address>`;
}

/**
 * @param {string} cwd
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function npm(cwd, args) {
  const [file, ...first] = npmCommand();
  const child = spawn(file, [...first, ...args], { cwd, stdio: ["ignore", "pipe", "pipe"], shell: file === "npm.cmd" });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
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
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
}
