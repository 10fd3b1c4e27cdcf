/**
 * A resource as a class.
 *
 * One that the component exports is the engine's: it can be disposed of, and made only if it has a constructor. One that the component
 * imports is the host's: the host makes its objects as it likes, so the declared constructor has to fit any class. (A class fits a
 * declaration whose private constructor takes `never`, whatever its own takes.)
 *
 * Where calls suspend, `new` gives a promise, which no class declaration can say: then it is an interface and a constant of that name.
 */

import { camelCase, upperCamelCase } from "@weft/core/js-mapping";
import type { MemberDecl, ResourceDecl } from "../document/document.ts";
import { block, type Lines } from "../lines.ts";
import { memberName } from "./identifier.ts";
import { type FunctionContext, printParams, printSignature, printThrows } from "./print-function.ts";

export function printResource(decl: ResourceDecl, cx: FunctionContext): Lines {
  const init = decl.members.find((member) => member.kind === "constructor");
  if (init !== undefined && cx.suspend && cx.direction === "export") return printSuspending(decl, init, cx);
  const make = init === undefined ? ["private constructor(...args: never[]);"] : printConstructor(init, cx);
  const statics = printMembers(decl, "static", cx).map((line) => (line.startsWith("/**") ? line : `static ${line}`));
  return block(`export class ${upperCamelCase(decl.name)}`, [...make, ...statics, ...printObject(decl, cx)]);
}

function printSuspending(decl: ResourceDecl, init: MemberDecl, cx: FunctionContext): Lines {
  const name = upperCamelCase(decl.name);
  const make = `new ${printParams(init.type, cx)}: ${cx.globals.of("Promise")}<${name}>;`;
  const statics = printMembers(decl, "static", cx);
  return [
    ...block(`export interface ${name}`, printObject(decl, cx)),
    ...block(`export const ${name}:`, [
      ...printThrows(init.type, cx),
      make,
      ...statics,
      `readonly prototype: ${name};`,
    ]),
  ];
}

function printConstructor(init: MemberDecl, cx: FunctionContext): Lines {
  return [...printThrows(init.type, cx), `constructor${printParams(init.type, cx)};`];
}

/** What an object of the class has. */
function printObject(decl: ResourceDecl, cx: FunctionContext): Lines {
  const dispose = cx.direction === "export" ? [`[${cx.globals.of("Symbol")}.dispose](): void;`] : [];
  return [...printMembers(decl, "method", cx), ...dispose];
}

function printMembers(decl: ResourceDecl, kind: "method" | "static", cx: FunctionContext): Lines {
  const members = decl.members.filter((member) => member.kind === kind);
  return members.flatMap(({ name, type }) => {
    const signature = printSignature(type, cx, { self: kind === "method" });
    return [...printThrows(type, cx), `${memberName(camelCase(name))}${signature};`];
  });
}
