import path from "node:path";

/** The absolute path of `guests/`. */
export const guestsDir = path.dirname(import.meta.dirname);

/** The absolute path of the checkout. */
export const rootDir = path.dirname(guestsDir);
