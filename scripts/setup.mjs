/**
 * Installs what is missing, once: Node 26 for `npm start`, the development tools on top for `npm test`.
 *
 * Whether anything is missing is read from npm's own record, `node_modules/.package-lock.json`, so a second start costs a few
 * milliseconds, an update of the lock file is noticed, and an install that somebody made by hand counts.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findNode, isNewEnough, NODE_PACKAGES, ROOT } from "./find-node.cjs";
import { npmInstall } from "./npm-install.mjs";

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockEntry
 * @typedef {Record<string, LockEntry>} Lock packages by their folder
 */

/** What npm has installed, in the form of a lock file. */
const INSTALLED = "node_modules/.package-lock.json";

/**
 * @param {{ dev: boolean }} want
 * @throws {Error} with one line for people when it cannot be done
 */
export async function setup({ dev }) {
  const isComplete = () =>
    isInstalled(readLock("package-lock.json"), readLock(INSTALLED), dev) && findNode() !== undefined;
  if (isComplete()) return;
  if (!isNewEnough()) checkPlatform();

  const keepDev = dev || Object.values(readLock(INSTALLED)).some((entry) => entry.dev);
  const omit = keepDev ? [] : isNewEnough() ? ["dev", "optional"] : ["dev"];
  await npmInstall({ folder: ROOT, omit, what: describe(keepDev), probe: nodePackage(), isComplete });
}

/**
 * @param {Lock} wanted
 * @param {Lock} installed
 * @param {boolean} dev
 */
export function isInstalled(wanted, installed, dev) {
  return Object.entries(wanted).every(([folder, entry]) => {
    if (!folder.startsWith("node_modules/") || (entry.dev && !dev)) return true;
    const found = installed[folder];
    if (found === undefined) return entry.optional === true && !(isForThisMachine(entry) && isNeeded(entry));
    return found.version === entry.version && existsSync(join(ROOT, folder));
  });
}

/**
 * Of the optional packages those that are not for development hold Node.
 * @param {LockEntry} entry
 */
function isNeeded({ dev }) {
  return dev === true || !isNewEnough();
}

/**
 * Which C library there is takes longer to find out than all the rest, so packages that ask for one are npm's to judge.
 * @param {LockEntry} entry
 */
function isForThisMachine({ os, cpu, libc }) {
  return libc === undefined && (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true);
}

/**
 * @param {string} file
 * @returns {Lock}
 */
function readLock(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : {};
}

function checkPlatform() {
  const platform = `${process.platform}-${process.arch}`;
  if (platform in NODE_PACKAGES && !isMusl()) return;
  throw new Error(
    `npm has no Node 26 for ${platform}${isMusl() ? " with musl" : ""}, only for ${Object.keys(NODE_PACKAGES).join(", ")}. ` +
      "Install Node 26 yourself and run this again with it.",
  );
}

/** Linux with another C library than the one Node's own builds are linked with. */
function isMusl() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return process.platform === "linux" && report.header.glibcVersionRuntime === undefined;
}

/** The package that holds Node for this platform, as name@version. */
function nodePackage() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`] ?? "node";
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return `${name}@${optionalDependencies[name] ?? "latest"}`;
}

/** @param {boolean} dev */
function describe(dev) {
  const parts = [...(isNewEnough() ? [] : ["Node 26"]), ...(dev ? ["the development tools"] : [])];
  return parts.length === 0 ? "Linking the packages" : `Installing ${parts.join(" and ")}`;
}

/**
 * As `setup`, for scripts: prints the error and ends the process.
 * @param {{ dev: boolean }} want
 */
export async function setupOrExit(want) {
  try {
    await setup(want);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await setupOrExit({ dev: process.argv.includes("--dev") });
}
