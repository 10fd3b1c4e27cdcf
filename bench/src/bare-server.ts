/** What Node answers by itself: the peer of `weft serve --reuse`. */
import { createServer } from "node:http";

const [host, port] = process.argv.slice(2);
createServer((_request, response) => response.end("hello\n")).listen(Number(port), host);
