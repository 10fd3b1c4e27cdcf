// What a host's wasi:http does with every kind of argument, one line each: `name: what it returned` or `name: ! what it failed with`.
// Served by two hosts, the lines should be the same.
//
//   /types       functions that need no connection
//   /request     the request as the host shows it
//   /body        the body of the request: reads, ends, trailers
//   /outgoing    requests to the server in ?target=host:port
//   /trap/NAME   one thing that must not be survived
import { handle } from "wasi:http/outgoing-handler@0.2.11";
import {
  Fields,
  httpErrorCode,
  IncomingBody,
  OutgoingBody,
  OutgoingRequest,
  OutgoingResponse,
  RequestOptions,
  ResponseOutparam,
} from "wasi:http/types@0.2.11";

// QuickJS has no TextEncoder; one unit for each byte.
const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const text = (list) => String.fromCharCode(...list);
const fields = (...entries) => Fields.fromList(entries.map(([name, value]) => [name, bytes(value)]));

export const incomingHandler = {
  handle(request, out) {
    const [path, query] = (request.pathWithQuery() ?? "/").split("?");
    const [, page, name] = path.split("/");
    if (page === "trap") return trap(name, request, out);
    const lines = {
      types,
      request: () => requestLines(request),
      body: () => bodyLines(request),
      outgoing: () => outgoing(query),
    }[page]();
    respond(out, `${lines.join("\n")}\n`);
  },
};

function respond(out, contents) {
  const response = new OutgoingResponse(fields(["content-type", "text/plain"]));
  const body = response.body();
  ResponseOutparam.set(out, { tag: "ok", val: response });
  const stream = body.write();
  for (let at = 0; at < contents.length; at += 4096) stream.blockingWriteAndFlush(bytes(contents.slice(at, at + 4096)));
  stream[Symbol.dispose]();
  OutgoingBody.finish(body, undefined);
}

function line(name, act) {
  try {
    return `${name}: ${show(act())}`;
  } catch (error) {
    if (!("payload" in error)) throw error;
    return `${name}: ! ${showFailure(error.payload)}`;
  }
}

/** A stream's error is shown as the HTTP error behind it. */
function showFailure(payload) {
  if (payload?.tag !== "last-operation-failed") return show(payload);
  return `last-operation-failed(${show(httpErrorCode(payload.val))})`;
}

function show(value) {
  if (value === undefined || value === null) return "none";
  if (value instanceof Uint8Array) return JSON.stringify(text(value));
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (value instanceof Fields) return show(value.entries());
  if (typeof value !== "object") return JSON.stringify(typeof value === "bigint" ? Number(value) : value);
  if ("tag" in value) return value.val === undefined ? value.tag : `${value.tag}(${show(value.val)})`;
  const name = value.constructor.name;
  return name === "Object" ? `{${Object.entries(value).map(([key, each]) => `${key}: ${show(each)}`)}}` : "a resource";
}

const NAMES = [
  "a",
  "X-Mixed",
  "!#$%&'*+-.^_`|~09",
  "",
  " ",
  "a b",
  "a:b",
  "a\n",
  "é",
  "Host",
  "connection",
  "Keep-Alive",
];
const MORE_NAMES = [
  "Proxy-Authenticate",
  "Proxy-Authorization",
  "Proxy-Connection",
  "Transfer-Encoding",
  "Upgrade",
  "HTTP2-Settings",
];
const OTHER_NAMES = ["Te", "Trailer", "Content-Type", "Date", "Cookie", "Authorization"];
const VALUES = ["", "v", " v ", "\t", "a\r\nb", "\n", "\0", "\x7f", "caf\xe9", "\x80\xff"];
const LENGTHS = [
  "0",
  "5",
  "007",
  "",
  "+5",
  "-5",
  " 5",
  "5 ",
  "0x5",
  "1,1",
  "18446744073709551615",
  "18446744073709551616",
];
const METHODS = ["GET", "get", "M-SEARCH", "", "GE T", "bad\nmethod", "(", "é"];
const PATHS = [
  "/",
  "/a/b?c=d",
  "?q",
  "/%20",
  "/é",
  '/"{}',
  "/a#f",
  "/^\\|~",
  "a",
  "*",
  "http://h/",
  "/a b",
  "/\n",
  "/<",
  "/`",
  "/a?<",
  '/a?"',
  "#f",
];
const SCHEMES = ["ws", "coap+tcp", "a.b-c~d", "a:b", "a b", "http://", "é", "x".repeat(64), "x".repeat(65)];
const AUTHORITIES = [
  "localhost",
  "h:80",
  "127.0.0.1",
  "[::1]:80",
  "u:p%20@h:1",
  "a_b.c~d",
  "h:",
  "",
  "a b",
  "h:1:2",
  "[::1",
  "::1",
  "u@",
  "h/p",
  "h?q",
  "h%20",
  "é",
];
const STATUSES = [0, 99, 100, 199, 200, 404, 999, 1000, 65535];

function types() {
  return [...fieldLines(), ...messageLines(), ...optionLines()];
}

function fieldLines() {
  const set = (name, value) => {
    const made = new Fields();
    made.set(name, [bytes(value)]);
    return made;
  };
  const append = (name, value) => {
    const made = new Fields();
    made.append(name, bytes(value));
    return made;
  };
  const ways = { "from-list": (name, value) => fields([name, value]), set, append };
  const lines = [];
  for (const [way, put] of Object.entries(ways)) {
    for (const name of [...NAMES, ...MORE_NAMES, ...OTHER_NAMES])
      lines.push(line(`${way} name ${JSON.stringify(name)}`, () => put(name, "v")));
    for (const value of VALUES) lines.push(line(`${way} value ${JSON.stringify(value)}`, () => put("a", value)));
    for (const length of LENGTHS)
      lines.push(line(`${way} content-length ${JSON.stringify(length)}`, () => put("Content-Length", length)));
  }
  const change = (name, act) =>
    lines.push(
      line(name, () => {
        const made = fields(["A", "1"], ["B", "2"], ["a", "3"]);
        const result = act(made);
        return [result, made];
      }),
    );
  change("get", (made) => [made.get("a"), made.get("A"), made.get("c"), made.get("a b")]);
  change("has", (made) => [made.has("a"), made.has("B"), made.has("c"), made.has("a b")]);
  change("set to several", (made) => made.set("A", [bytes("4"), bytes("5")]));
  change("set to none", (made) => made.set("a", []));
  change("set to none what is not there", (made) => made.set("c", []));
  change("set with a bad value", (made) => made.set("a", [bytes("4"), bytes("\n")]));
  change("set two lengths", (made) => made.set("content-length", [bytes("4"), bytes("4")]));
  change("append a second length", (made) => [
    made.append("content-length", bytes("4")),
    made.append("content-length", bytes("4")),
  ]);
  change("delete what is last", (made) => made.delete("b"));
  change("delete what is not there", (made) => made.delete("c"));
  change("delete a bad name", (made) => made.delete("a b"));
  change("delete a forbidden name", (made) => made.delete("host"));
  change("clone", (made) => {
    const copy = made.clone();
    copy.append("b", bytes("4"));
    return copy;
  });
  change("read frozen", (made) => new OutgoingRequest(made.clone()).headers());
  change("append to frozen", (made) => new OutgoingRequest(made.clone()).headers().append("a", bytes("1")));
  change("append badly to frozen", (made) => new OutgoingRequest(made.clone()).headers().append("a b", bytes("1")));
  change("set frozen", (made) => new OutgoingResponse(made.clone()).headers().set("a", []));
  change("delete from frozen", (made) => new OutgoingResponse(made.clone()).headers().delete("a"));
  change("clone of frozen", (made) => {
    const copy = new OutgoingResponse(made.clone()).headers().clone();
    copy.append("c", bytes("4"));
    return copy;
  });
  return lines;
}

function messageLines() {
  const lines = [];
  const request = () => new OutgoingRequest(new Fields());
  const setting = (name, values, set, get) => {
    for (const value of values) {
      lines.push(
        line(`${name} ${JSON.stringify(value)}`, () => {
          const made = request();
          set(made, value);
          return get(made);
        }),
      );
    }
  };
  lines.push(
    line("a new request", () => [
      request().method(),
      request().pathWithQuery(),
      request().scheme(),
      request().authority(),
    ]),
  );
  setting(
    "set-method",
    METHODS,
    (made, val) => made.setMethod({ tag: "other", val }),
    (made) => made.method(),
  );
  setting(
    "set-path-with-query",
    PATHS,
    (made, path) => made.setPathWithQuery(path),
    (made) => made.pathWithQuery(),
  );
  setting(
    "set-scheme",
    SCHEMES,
    (made, val) => made.setScheme({ tag: "other", val }),
    (made) => made.scheme(),
  );
  setting(
    "set-authority",
    AUTHORITIES,
    (made, authority) => made.setAuthority(authority),
    (made) => made.authority(),
  );
  for (const status of STATUSES) {
    lines.push(
      line(`set-status-code ${status}`, () => {
        const response = new OutgoingResponse(new Fields());
        response.setStatusCode(status);
        return response.statusCode();
      }),
    );
  }
  for (const make of [request, () => new OutgoingResponse(new Fields())]) {
    const message = make();
    const { name } = message.constructor;
    lines.push(line(`${name}.body`, () => message.body()));
    lines.push(line(`${name}.body again`, () => message.body()));
  }
  lines.push(
    ...bodyOf("request", (headers) => new OutgoingRequest(headers)),
    ...bodyOf("response", (headers) => new OutgoingResponse(headers)),
  );
  return lines;
}

/** Bodies that are never sent; what the host takes of them, and their lengths. */
function bodyOf(kind, make) {
  const written = (length, ...sizes) => {
    const headers = length === undefined ? new Fields() : fields(["content-length", String(length)]);
    const message = make(headers);
    const body = message.body();
    const stream = body.write();
    try {
      for (const size of sizes) stream.write(new Uint8Array(size));
    } finally {
      stream[Symbol.dispose]();
    }
    return [OutgoingBody.finish(body, undefined), message === undefined];
  };
  return [
    line(`a ${kind}'s stream again`, () => {
      const message = make(new Fields());
      const body = message.body();
      const stream = body.write();
      const again = line("again", () => body.write());
      stream[Symbol.dispose]();
      return [again, message === undefined];
    }),
    line(`a ${kind} of no length`, () => written(undefined, 3)),
    line(`a ${kind} of its length`, () => written(3, 3)),
    line(`a ${kind} that is too short`, () => written(5, 3)),
    line(`a ${kind} that is too long`, () => written(2, 3)),
    line(`a ${kind} without the body it promises`, () => written(2)),
  ];
}

function optionLines() {
  const options = new RequestOptions();
  const before = [options.connectTimeout(), options.firstByteTimeout(), options.betweenBytesTimeout()];
  return [
    line("request-options", () => before),
    line("request-options set", () => {
      options.setConnectTimeout(1);
      options.setFirstByteTimeout(2);
      options.setBetweenBytesTimeout(3);
      return [options.connectTimeout(), options.firstByteTimeout(), options.betweenBytesTimeout()];
    }),
    line("request-options unset", () => {
      options.setConnectTimeout(undefined);
      return options.connectTimeout();
    }),
  ];
}

function requestLines(request) {
  return [
    line("method", () => request.method()),
    line("path-with-query", () => request.pathWithQuery()),
    line("scheme", () => request.scheme()),
    line("authority", () => request.authority()),
    line("headers", () => request.headers()),
    line("append", () => request.headers().append("a", bytes("1"))),
    line("consume", () => request.consume()),
    line("consume again", () => request.consume()),
  ];
}

function bodyLines(request) {
  const body = request.consume();
  const lines = [];
  const stream = body.stream();
  lines.push(line("stream again", () => body.stream()));
  lines.push(line("read", () => readAll(stream)));
  lines.push(line("read after the end", () => stream.read(1)));
  lines.push(line("read nothing after the end", () => stream.read(0)));
  lines.push(line("blocking-read after the end", () => stream.blockingRead(1)));
  lines.push(line("skip after the end", () => stream.skip(1)));
  lines.push(line("ready after the end", () => isReady(stream)));
  stream[Symbol.dispose]();
  return [...lines, ...trailerLines(body)];
}

/** A pollable has to go before what it belongs to. */
function isReady(stream) {
  const pollable = stream.subscribe();
  const ready = pollable.ready();
  pollable[Symbol.dispose]();
  return ready;
}

function wait(future) {
  const pollable = future.subscribe();
  pollable.block();
  pollable[Symbol.dispose]();
}

function trailerLines(body) {
  const future = IncomingBody.finish(body);
  wait(future);
  return [line("trailers", () => future.get()), line("trailers again", () => future.get())];
}

function readAll(stream) {
  let all = "";
  for (;;) {
    try {
      all += text(stream.blockingRead(4096));
    } catch (error) {
      if (error.payload?.tag === "closed") return all;
      throw error;
    }
  }
}

function outgoing(query) {
  const target = /target=([^&]*)/.exec(query)[1];
  const ask = (name, change, contents = []) => line(name, () => exchange(target, change, contents));
  return [
    ask("GET", (request) => request.setPathWithQuery("/hello?a=b#c")),
    ask("HEAD", (request) => request.setMethod({ tag: "head" })),
    ask("only a query", (request) => request.setPathWithQuery("?q")),
    ask("no path", (request) => request.setPathWithQuery(undefined)),
    ask("POST without a body", (request) => request.setMethod({ tag: "post" })),
    ask("POST of 5", (request) => request.setMethod({ tag: "post" }), ["hello"]),
    ask("trailers", (request) => request.setPathWithQuery("/trailers")),
    ask("half a body", (request) => request.setPathWithQuery("/half")),
    ask("no response", (request) => request.setPathWithQuery("/close")),
    ask("no HTTP", (request) => request.setPathWithQuery("/nonsense")),
    ask("nobody listens", (request) => request.setAuthority("127.0.0.1:1")),
    ask("no such name", (request) => request.setAuthority("does-not-exist.invalid:80")),
    ask("no authority", (request) => request.setAuthority(undefined)),
    ask("a port too far", (request) => request.setAuthority("127.0.0.1:65536")),
    ask("no such scheme", (request) => request.setScheme({ tag: "other", val: "ws" })),
    ask("another method", (request) => request.setMethod({ tag: "other", val: "PROPFIND" })),
    line("a length without a body", () => {
      const request = new OutgoingRequest(fields(["content-length", "5"]));
      request.setScheme({ tag: "HTTP" });
      request.setAuthority(target);
      request.setPathWithQuery("/");
      return handle(request, undefined);
    }),
  ];
}

function exchange(target, change, [contents]) {
  const request = new OutgoingRequest(new Fields());
  request.setScheme({ tag: "HTTP" });
  request.setAuthority(target);
  request.setPathWithQuery("/");
  change(request);
  const body = contents === undefined ? undefined : request.body();
  const future = handle(request, undefined);
  if (body !== undefined) {
    const stream = body.write();
    stream.blockingWriteAndFlush(bytes(contents));
    stream[Symbol.dispose]();
    OutgoingBody.finish(body, undefined);
  }
  wait(future);
  const got = future.get();
  const again = line("again", () => future.get());
  if (got.val.tag === "err") return [got, again];
  const response = got.val.val;
  const incoming = response.consume();
  const stream = incoming.stream();
  const read = line("read", () => readAll(stream));
  stream[Symbol.dispose]();
  return [response.status(), response.headers().get("x-theirs"), read, ...trailerLines(incoming), again];
}

/** Nothing of this may come back. */
function trap(name, request, out) {
  const stream = () => {
    const body = new OutgoingResponse(new Fields()).body();
    return [body, body.write()];
  };
  const traps = {
    "finish-with-open-stream": () => OutgoingBody.finish(stream()[0], undefined),
    "write-beyond-permit": () => stream()[1].write(new Uint8Array(1 << 21)),
    "blocking-write-too-much": () => stream()[1].blockingWriteAndFlush(new Uint8Array(4097)),
    "blocking-write-too-many-zeroes": () => stream()[1].blockingWriteZeroesAndFlush(4097),
    "finish-incoming-with-open-stream": () => {
      const body = request.consume();
      const input = body.stream();
      return [IncomingBody.finish(body), input];
    },
    "fields-too-large": () => new Fields().append("a", new Uint8Array(200_000).fill(65)),
  };
  respond(out, `survived: ${show(traps[name]())}\n`);
}
