/** WASI 0.2 for the component engine. */
export { Exit, exitOf } from "./cli/exit.ts";
export { noStdio, stdinOf, stdoutTo } from "./cli/memory-stdio.ts";
export { type CommandInstance, runCommand } from "./cli/run-command.ts";
export type { StdinSource, Stdio, StdoutSink } from "./cli/stdio.ts";
export { type DirectoryGrant, parseDirectoryGrant } from "./filesystem/dir-option.ts";
export type {
  Appender,
  DescriptorType,
  DirectoryEntry,
  DirectoryReader,
  OpenDirectory,
  OpenFile,
  OpenHow,
  Stat,
  Times,
} from "./filesystem/driver.ts";
export { type ErrorCode, FileError } from "./filesystem/error-code.ts";
export type { Preopen } from "./filesystem/preopens.ts";
export type { MessageWriter } from "./http/body-pipe.ts";
export { describeErrorCode, type ErrorCode as WasiHttpErrorCode, HttpFailure } from "./http/error-code.ts";
export { Fields } from "./http/fields.ts";
export { GrantPolicy } from "./http/grant-policy.ts";
export { type BodySource, IncomingBody } from "./http/incoming-body.ts";
export { IncomingRequest, type IncomingRequestSource } from "./http/incoming-request.ts";
export { IncomingResponse, type IncomingResponseSource } from "./http/incoming-response.ts";
export { latin1FromBytes } from "./http/latin1.ts";
export type { Method, Scheme } from "./http/method.ts";
export { OutgoingBody } from "./http/outgoing-body.ts";
export type { HttpTransport, OutgoingPolicy, RequestHead, Timeouts } from "./http/outgoing-handler.ts";
export { OutgoingRequest } from "./http/outgoing-request.ts";
export { OutgoingResponse, type Responder, ResponseOutparam } from "./http/outgoing-response.ts";
export { type ByteSource, InputStream } from "./io/input-stream.ts";
export { IoError } from "./io/io-error.ts";
export { Misuse } from "./io/misuse.ts";
export { type ByteSink, OutputStream } from "./io/output-stream.ts";
export { Pollable, poll } from "./io/pollable.ts";
export { type Readiness, Waiters } from "./io/readiness.ts";
export {
  type AddressGrant,
  type HostGrant,
  type NameGrant,
  parseAddressGrant,
  parseNameGrant,
} from "./sockets/address-grant.ts";
export type {
  BoundTcp,
  Datagram,
  KeepAlive,
  SocketDriver,
  TcpConnection,
  TcpListener,
  UdpEndpoint,
} from "./sockets/driver.ts";
export { type ErrorCode as SocketErrorCode, SocketError } from "./sockets/error-code.ts";
export type { SocketOptions } from "./sockets/interfaces.ts";
export type { IpAddress, IpAddressFamily, IpSocketAddress } from "./sockets/ip-address.ts";
export type { NetworkGrants } from "./sockets/network-policy.ts";
export { type WasiImports, type WasiOptions, wasi } from "./wasi.ts";
