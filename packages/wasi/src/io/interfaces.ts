/** The `wasi:io` interfaces as imports of a component. They hold no state: all instances share these objects. */

import { InputStream } from "./input-stream.ts";
import { IoError } from "./io-error.ts";
import { OutputStream } from "./output-stream.ts";
import { Pollable, poll } from "./pollable.ts";

export const ioInterfaces = {
  "wasi:io/error": { Error: IoError },
  "wasi:io/poll": { Pollable, poll },
  "wasi:io/streams": { InputStream, OutputStream },
} as const;
