/** The little of Markdown that the checks need: fenced code blocks, links outside them, headings. */

export interface CodeBlock {
  /** What follows the opening fence: `console`, `ts`. */
  readonly info: string;
  readonly text: string;
  /** The first line of its text, counted from 1. */
  readonly line: number;
}

const FENCE = /^```(.*)\n([\s\S]*?)^```$/gm;
const LINK = /(?<!!)\[[^\]]*\]\(([^)\s]+)\)/g;
const HEADING = /^#{1,6} (.+)$/gm;

export function codeBlocks(markdown: string): CodeBlock[] {
  return [...markdown.matchAll(FENCE)].map((match) => ({
    info: (match[1] ?? "").trim(),
    text: match[2] ?? "",
    line: markdown.slice(0, match.index).split("\n").length + 1,
  }));
}

export function links(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(LINK)].map((match) => match[1] ?? "");
}

/** As GitHub names them: lower case, punctuation gone, spaces to dashes. */
export function headingAnchors(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(HEADING)].map((match) =>
    (match[1] ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(FENCE, "").replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ""));
}
