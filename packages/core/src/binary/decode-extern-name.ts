/** Import and export names with their attributes. Source: Binary.md, `nameattributes`. */
import type { ExternName } from "./model.ts";
import { hex, type Reader } from "./reader.ts";

type Attributes = Omit<ExternName, "name">;

export function decodeExternName(reader: Reader): ExternName {
  const at = reader.offset;
  const form = reader.byte("the form of a name");
  if (form > 0x02) reader.fail(`Expected the form of a name (0x00 to 0x02), found 0x${hex(form)}`, at);
  const name = reader.name("a name");
  if (form !== 0x02) return { name };
  const attributes = reader.vec("name attributes", decodeAttribute);
  const merged: Attributes = Object.assign({}, ...attributes);
  if (Object.keys(merged).length !== attributes.length) reader.fail(`Expected each attribute of "${name}" once`, at);
  return { name, ...merged };
}

function decodeAttribute(reader: Reader): Attributes {
  const at = reader.offset;
  const opcode = reader.byte("a name attribute");
  switch (opcode) {
    case 0x00:
      return { implements: reader.name("an interface name") };
    case 0x01:
      return { versionSuffix: reader.name("a version suffix") };
    case 0x02:
      return { externalId: reader.name("an external id") };
    default:
      return reader.fail(`Expected a name attribute, found 0x${hex(opcode)}`, at);
  }
}
