import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAddressGrant } from "../sockets/address-grant.ts";
import { GrantPolicy } from "./grant-policy.ts";

const grant = (...options: string[]) => new GrantPolicy(options.map(parseAddressGrant));

/** grants, host, port, whether it may be requested */
const REQUESTS: readonly [string[], string, number, boolean][] = [
  [[], "example.com", 443, false],
  [["example.com:443"], "example.com", 443, true],
  [["example.com:443"], "example.com.", 443, true],
  [["example.com:443"], "example.com", 80, false],
  [["example.com:443"], "www.example.com", 443, false],
  [["example.com:443"], "93.184.216.34", 443, false],
  [["example.com:8000-8099"], "example.com", 8050, true],
  [["*:443"], "example.com", 443, true],
  [["*:443"], "93.184.216.34", 443, true],
  [["*:443"], "10.0.0.1", 443, false],
  [["*:443"], "::1", 443, false],
  [["*:*"], "169.254.169.254", 80, false],
  [["10.0.0.0/8:*"], "10.0.0.1", 80, true],
  [["10.0.0.0/8:*"], "11.0.0.1", 80, false],
  [["10.0.0.0/8:*"], "db.example.com", 80, false],
  [["127.0.0.1:80"], "127.0.0.1", 80, true],
  [["127.0.0.1:80"], "::ffff:127.0.0.1", 80, true],
  [["[::1]:80"], "::1", 80, true],
  [["localhost:80"], "127.0.0.1", 80, false],
];

for (const [grants, host, port, allowed] of REQUESTS) {
  test(`${grants.join(" ") || "nothing"} ${allowed ? "covers" : "does not cover"} a request to ${host} at ${port}`, () => {
    assert.equal(grant(...grants).mayRequest(host, port), allowed);
  });
}

/** grants, host, the address it leads to, whether it may be connected to */
const CONNECTIONS: readonly [string[], string, string, boolean][] = [
  [["example.com:80"], "example.com", "93.184.216.34", true],
  [["example.com:80"], "example.com", "2606:2800:220:1::1", true],
  [["example.com:80"], "example.com", "127.0.0.1", false],
  [["example.com:80"], "example.com", "10.1.2.3", false],
  [["example.com:80"], "example.com", "::ffff:10.1.2.3", false],
  [["example.com:80"], "example.com", "fe80::1%eth0", false],
  [["example.com:80", "10.0.0.0/8:80"], "example.com", "10.1.2.3", true],
  [["example.com:80", "10.0.0.0/8:81"], "example.com", "10.1.2.3", false],
  [["*:80"], "backend", "10.1.2.3", false],
  [["backend:80"], "backend", "10.1.2.3", true],
  [["localhost:80"], "localhost", "127.0.0.1", true],
  [["localhost:80"], "localhost", "::1", true],
  [["app.localhost:80"], "app.localhost", "::1", true],
  [["printer.local:80"], "printer.local.", "192.168.1.9", true],
  [["api.internal:80"], "api.internal", "172.16.0.1", true],
  [["other:80"], "example.com", "93.184.216.34", false],
  [["*:80"], "example.com", "no address", false],
];

for (const [grants, host, address, allowed] of CONNECTIONS) {
  test(`${grants.join(" ")} ${allowed ? "lets" : "does not let"} ${host} lead to ${address}`, () => {
    assert.equal(grant(...grants).mayConnect(address, host, 80), allowed);
  });
}
