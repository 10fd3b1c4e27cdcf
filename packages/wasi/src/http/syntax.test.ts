import assert from "node:assert/strict";
import { test } from "node:test";
import { isAuthority, isPathWithQuery, isScheme, isToken } from "./syntax.ts";

interface Grammar {
  readonly accepts: (text: string) => boolean;
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const GRAMMARS: Readonly<Record<string, Grammar>> = {
  "a method": {
    accepts: isToken,
    good: ["GET", "get", "M-SEARCH", "!#$%&'*+-.^_`|~1"],
    bad: ["", "GE T", "GET\n", "bad\nmethod", "G(", "Ü"],
  },
  "a scheme": {
    accepts: isScheme,
    good: ["ws", "coap+tcp", "a.b-c", "x".repeat(64)],
    bad: ["a:b", "a b", "http://", "x".repeat(65), "ä"],
  },
  "a path with query": {
    accepts: isPathWithQuery,
    good: [
      "",
      "/",
      "/a/b?c=d&e",
      "?q",
      "/%20",
      '/{"json":1}',
      "/caf\u00e9",
      "/a?b?c/d",
      "/a#fragment",
      "/a|b~^\\",
      "/".repeat(65534),
    ],
    bad: [
      "a",
      "http://example.com/",
      "*",
      " /",
      "/a b",
      "/a\r\nHost: x",
      "/<",
      "/a?<",
      '/a?"',
      "/\0",
      "/\x7f",
      "#f",
      "/".repeat(65535),
    ],
  },
  "an authority": {
    accepts: isAuthority,
    good: [
      "localhost",
      "example.com:80",
      "127.0.0.1:8080",
      "[::1]",
      "[::1]:80",
      "user:pa%20ss@host:1",
      "a_b.c~d",
      "host:",
    ],
    bad: [
      "",
      "a b",
      "host:80:90",
      "[::1",
      "::1",
      "user@",
      "host/path",
      "host?q",
      "host#f",
      "ho%20st",
      "host:port",
      "\u00e4.de",
    ],
  },
};

for (const [name, { accepts, good, bad }] of Object.entries(GRAMMARS)) {
  test(`${name} is recognised`, () => {
    for (const text of good) assert.equal(accepts(text), true, JSON.stringify(text));
  });

  test(`what is not ${name} is refused`, () => {
    for (const text of bad) assert.equal(accepts(text), false, JSON.stringify(text));
  });
}
