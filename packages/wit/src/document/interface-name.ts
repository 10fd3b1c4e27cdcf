/** Names of interfaces: `wasi:http/types@0.2.3`. Source: Explainer.md, `interfacename`. */

export interface InterfaceName {
  /** The package with its version, `wasi:http@0.2.3`. */
  readonly pkg: string;
  readonly iface: string;
}

const LABEL = /(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*/.source;
const INTERFACE_NAME = new RegExp(`^(?<path>${LABEL}:${LABEL})/(?<iface>${LABEL})(?<version>@[0-9A-Za-z.+-]+)?$`);
const PLAIN_NAME = new RegExp(`^${LABEL}$`);

/** The parts of an interface's name, or nothing if it is a name of another form. */
export function parseInterfaceName(name: string): InterfaceName | undefined {
  const { path, iface, version = "" } = INTERFACE_NAME.exec(name)?.groups ?? {};
  return path === undefined || iface === undefined ? undefined : { pkg: path + version, iface };
}

/** Whether a name is a label alone, as of an interface or function the world itself declares. */
export function isPlainName(name: string): boolean {
  return PLAIN_NAME.test(name);
}
