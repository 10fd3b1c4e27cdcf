/** The options of each command. */
import type { Options } from "./command.ts";

export const COMMON_OPTIONS = {
  json: { type: "boolean", summary: "Print what is meant for people as JSON, errors included" },
  help: { type: "boolean", short: "h", summary: "Print this help" },
} as const satisfies Options;

export const GRANTS = {
  env: {
    type: "string",
    multiple: true,
    value: "NAME[=VALUE]",
    summary: "Give the guest an environment variable; without =VALUE, the one of this process",
  },
  "inherit-env": { type: "boolean", summary: "Give the guest all environment variables of this process" },
  dir: {
    type: "string",
    multiple: true,
    value: "HOST[::GUEST][:ro]",
    summary: "Give the guest a directory, under the name GUEST if it is to have another one; :ro = to read only",
  },
  "allow-http": {
    type: "string",
    multiple: true,
    value: "HOST:PORT",
    summary:
      "Let the guest send HTTP requests there; HOST is a name, an address, a network or *, PORT may be 8000-8099 or *",
  },
  "allow-tcp": {
    type: "string",
    multiple: true,
    value: "HOST:PORT",
    summary: "Let the guest connect to, or listen on, such TCP addresses",
  },
  "allow-udp": {
    type: "string",
    multiple: true,
    value: "HOST:PORT",
    summary: "Let the guest exchange datagrams with, or bind to, such UDP addresses",
  },
  "allow-dns": {
    type: "string",
    multiple: true,
    value: "NAME",
    summary: "Let the guest look up a name, or all that end as *.example.com does, or *",
  },
} as const satisfies Options;

export const RUN_OPTIONS = { ...GRANTS, ...COMMON_OPTIONS } as const satisfies Options;
export const SERVE_OPTIONS = {
  addr: {
    type: "string",
    value: "HOST:PORT",
    summary: "Where to listen; 127.0.0.1:8080 unless said otherwise, port 0 = any that is free",
  },
  reuse: {
    type: "boolean",
    summary: "Keep instances, and so the guest's state, from one request to the next",
  },
  ...GRANTS,
  ...COMMON_OPTIONS,
} as const satisfies Options;
export const CALL_OPTIONS = { ...GRANTS, ...COMMON_OPTIONS } as const satisfies Options;
export const INSPECT_OPTIONS = {
  plan: { type: "boolean", summary: "Print how the component is instantiated, step by step" },
  code: { type: "boolean", summary: "Print the JavaScript that lifts and lowers its values" },
  types: { type: "boolean", summary: "Print TypeScript typings of its imports and exports" },
  ...COMMON_OPTIONS,
} as const satisfies Options;
export const HELP_OPTIONS = COMMON_OPTIONS;
