/**
 * Text between quotes, such that it reads back the same and shows what it contains: the quote, `\` and line breaks have to be escaped;
 * control and formatting characters, invisible spaces and a combining mark with nothing to combine with are, because nobody could see them.
 */

const SHORT: Readonly<Record<string, string>> = {
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\\": "\\\\",
  "'": "\\'",
  '"': '\\"',
};
const UNSEEN = /[\\\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}|^\p{M}/u.source;
const PATTERNS = { "'": new RegExp(`'|${UNSEEN}`, "gu"), '"': new RegExp(`"|${UNSEEN}`, "gu") };

/** The text in quotes; it has to be well-formed Unicode. */
export function quoteText(text: string, quote: "'" | '"'): string {
  return quote + text.replace(PATTERNS[quote], escapeCharacter) + quote;
}

function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
