/**
 * `wasi:http/types#fields`: headers and trailers.
 *
 * Names are kept in lower case, as wasmtime keeps them and HTTP/2 demands, so a name reads back in lower case whatever case it
 * was given in; the WIT's "original casing" is given up for that. Values of one name stay together in the order they came.
 */
import { ComponentError } from "@weft/core";
import { Misuse } from "../io/misuse.ts";
import { bytesFromLatin1, latin1FromBytes } from "./latin1.ts";
import { isFieldValue, parseContentLength, parseFieldName } from "./syntax.ts";

export type HeaderError = { readonly tag: "invalid-syntax" | "forbidden" | "immutable" };

/** What a guest may not set and does not see: it belongs to the connection, not to the message. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
  "host",
  "http2-settings",
]);

/** Names, values and a flat charge for each entry; beyond it a guest traps, as it does in wasmtime. */
const MAX_FIELDS_BYTES = 128 * 1024;
const ENTRY_OVERHEAD_BYTES = 64;

export class Fields {
  readonly #values = new Map<string, string[]>();
  #bytes = 0;
  #mutable = true;

  /** @throws ComponentError invalid-syntax, forbidden */
  static fromList(entries: readonly (readonly [string, Uint8Array])[]): Fields {
    const fields = new Fields();
    for (const [name, value] of entries) fields.append(name, value);
    return fields;
  }

  /**
   * The headers or trailers of a message that came in, as a flat list of names and values; immutable, without those a guest must
   * not see.
   */
  static received(namesAndValues: readonly string[]): Fields {
    const fields = new Fields();
    for (let i = 0; i + 1 < namesAndValues.length; i += 2) {
      const name = (namesAndValues[i] as string).toLowerCase();
      if (!FORBIDDEN.has(name)) fields.#add(name, namesAndValues[i + 1] as string);
    }
    return fields.freeze();
  }

  get(name: string): Uint8Array[] {
    return (this.#values.get(name.toLowerCase()) ?? []).map(bytesFromLatin1);
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  /** @throws ComponentError invalid-syntax, forbidden, immutable */
  set(name: string, values: readonly Uint8Array[]): void {
    const key = this.#writable(name);
    const texts = values.map((value) => parseValue(key, value));
    if (key === "content-length" && texts.length > 1) throw headerError("invalid-syntax");
    this.#clear(key);
    for (const text of texts) this.#addWithinLimit(key, text);
    if (texts.length === 0) this.#values.delete(key);
  }

  /** @throws ComponentError invalid-syntax, forbidden, immutable */
  delete(name: string): void {
    const key = this.#writable(name);
    this.#clear(key);
    this.#values.delete(key);
  }

  /** @throws ComponentError invalid-syntax, forbidden, immutable */
  append(name: string, value: Uint8Array): void {
    const key = parseName(name);
    const text = parseValue(key, value);
    if (key === "content-length" && this.#values.has(key)) throw headerError("invalid-syntax");
    this.#demandMutable();
    this.#addWithinLimit(key, text);
  }

  entries(): [string, Uint8Array][] {
    const entries: [string, Uint8Array][] = [];
    for (const [name, values] of this.#values) {
      for (const value of values) entries.push([name, bytesFromLatin1(value)]);
    }
    return entries;
  }

  clone(): Fields {
    const copy = new Fields();
    for (const [name, values] of this.#values) copy.#values.set(name, [...values]);
    copy.#bytes = this.#bytes;
    return copy;
  }

  /** From now on a guest can only read it. */
  freeze(): this {
    this.#mutable = false;
    return this;
  }

  /** For hosts: names and values in turn, each string one unit for each byte; `except` in lower case. */
  flatten(...except: readonly string[]): string[] {
    const flat: string[] = [];
    for (const [name, values] of this.#values) {
      if (!except.includes(name)) for (const value of values) flat.push(name, value);
    }
    return flat;
  }

  /** For hosts: the declared length of the body, "none" or, in what was received and cloned, "invalid". */
  contentLength(): bigint | "none" | "invalid" {
    const values = this.#values.get("content-length");
    return values === undefined ? "none" : (parseContentLength(values.join()) ?? "invalid");
  }

  #writable(name: string): string {
    const key = parseName(name);
    this.#demandMutable();
    return key;
  }

  #demandMutable(): void {
    if (!this.#mutable) throw headerError("immutable");
  }

  #addWithinLimit(name: string, value: string): void {
    this.#add(name, value);
    if (this.#bytes <= MAX_FIELDS_BYTES) return;
    throw new Misuse(`wasi:http/types#fields: expected at most ${MAX_FIELDS_BYTES} bytes, found ${this.#bytes}`);
  }

  #add(name: string, value: string): void {
    this.#bytes += sizeOf(name, value);
    const values = this.#values.get(name);
    if (values === undefined) this.#values.set(name, [value]);
    else values.push(value);
  }

  /** Takes the values away and leaves the name where it stands in the order. */
  #clear(name: string): void {
    const values = this.#values.get(name) ?? [];
    for (const value of values.splice(0)) this.#bytes -= sizeOf(name, value);
  }
}

function sizeOf(name: string, value: string): number {
  return name.length + value.length + ENTRY_OVERHEAD_BYTES;
}

function parseName(name: string): string {
  const key = parseFieldName(name);
  if (key === undefined) throw headerError("invalid-syntax");
  if (FORBIDDEN.has(key)) throw headerError("forbidden");
  return key;
}

function parseValue(name: string, value: Uint8Array): string {
  const text = latin1FromBytes(value);
  if (name === "content-length") return parseContentLengthValue(text);
  if (!isFieldValue(text)) throw headerError("invalid-syntax");
  return text;
}

function parseContentLengthValue(text: string): string {
  const length = parseContentLength(text);
  if (length === undefined) throw headerError("invalid-syntax");
  return String(length);
}

function headerError(tag: HeaderError["tag"]): ComponentError<HeaderError> {
  return new ComponentError<HeaderError>({ tag });
}
