/** From the command line's grant of a directory to what a guest is given. */
import type { DirectoryGrant } from "../filesystem/dir-option.ts";
import { FileError } from "../filesystem/error-code.ts";
import type { Preopen } from "../filesystem/preopens.ts";
import { openDirectory } from "./directory.ts";

/**
 * Opens the host's directory; whoever called this closes it when no guest needs it any more.
 *
 * @throws FileError when it cannot be opened.
 */
export function preopen({ host, guest, readOnly }: DirectoryGrant): Preopen {
  try {
    return { guest, directory: openDirectory(host), readOnly };
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `Cannot grant "${host}" as "${guest}": expected a directory, found ${error.code}`;
    throw new FileError(error.code, message, { cause: error });
  }
}
