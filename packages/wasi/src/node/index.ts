/** What Node adds: its platform, standard streams, file system and sockets, behind the drivers of `@weft/wasi`. */

export { MessageBody, type MessageBodyOptions } from "../http/node/message-body.ts";
export { NodeHttpTransport, type NodeHttpTransportOptions } from "../http/node/node-http-transport.ts";
export { openDirectory } from "./directory.ts";
export { nodePlatform } from "./platform.ts";
export { preopen } from "./preopen.ts";
export { nodeSockets } from "./sockets.ts";
export { type NodeStdio, nodeStdio } from "./stdio.ts";
