/** Printed text as lines, put together without thinking of indentation. */

export type Lines = readonly string[];

/** The lines in braces after a head, indented. */
export function block(head: string, lines: Lines): Lines {
  return [`${head} {`, ...lines.map((line) => (line === "" ? "" : `  ${line}`)), "}"];
}

/** Groups of lines that belong together, with an empty line between groups. */
export function joinSections(sections: readonly Lines[]): Lines {
  return sections.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}
