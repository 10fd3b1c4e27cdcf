/** The command line's way to grant a directory: `--dir host::guest[:ro]`, or `--dir host[:ro]` under the same name. */
export interface DirectoryGrant {
  readonly host: string;
  readonly guest: string;
  readonly readOnly: boolean;
}

/** @throws TypeError when either side is empty. */
export function parseDirectoryGrant(option: string): DirectoryGrant {
  const readOnly = option.endsWith(":ro");
  const paths = readOnly ? option.slice(0, -":ro".length) : option;
  const at = paths.indexOf("::");
  const [host, guest] = at < 0 ? [paths, paths] : [paths.slice(0, at), paths.slice(at + 2)];
  if (host !== "" && guest !== "") return { host, guest, readOnly };
  throw new TypeError(
    `Cannot grant a directory: expected "host::guest" or "host", then perhaps ":ro", found "${option}"`,
  );
}
