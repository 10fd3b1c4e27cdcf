/**
 * Internet addresses as the interfaces have them, and as text. RFC 4291 (§2.2 text, §2.5 kinds) and RFC 5952 (canonical text).
 */
export type Ipv4Address = readonly [number, number, number, number];
export type Ipv6Address = readonly [number, number, number, number, number, number, number, number];

export type IpAddress =
  | { readonly tag: "ipv4"; readonly val: Ipv4Address }
  | { readonly tag: "ipv6"; readonly val: Ipv6Address };

export type IpAddressFamily = IpAddress["tag"];

export interface Ipv4SocketAddress {
  readonly port: number;
  readonly address: Ipv4Address;
}

export interface Ipv6SocketAddress {
  readonly port: number;
  readonly flowInfo: number;
  readonly address: Ipv6Address;
  readonly scopeId: number;
}

export type IpSocketAddress =
  | { readonly tag: "ipv4"; readonly val: Ipv4SocketAddress }
  | { readonly tag: "ipv6"; readonly val: Ipv6SocketAddress };

/** Parses IPv4 in four decimal parts, or IPv6 without brackets and zone; `undefined` when it is neither. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const ipv4 = parseIpv4(text);
  if (ipv4 !== undefined) return { tag: "ipv4", val: ipv4 };
  const ipv6 = parseIpv6(text);
  return ipv6 === undefined ? undefined : { tag: "ipv6", val: ipv6 };
}

export function formatIpAddress(address: IpAddress): string {
  return address.tag === "ipv4" ? address.val.join(".") : formatIpv6(address.val);
}

/** `127.0.0.1:80`, `[::1]:80` */
export function formatSocketAddress(address: IpSocketAddress): string {
  const host = formatIpAddress(ipAddressOf(address));
  return address.tag === "ipv4" ? `${host}:${address.val.port}` : `[${host}]:${address.val.port}`;
}

export function ipAddressOf(address: IpSocketAddress): IpAddress {
  return address.tag === "ipv4" ? { tag: "ipv4", val: address.val.address } : { tag: "ipv6", val: address.val.address };
}

export function socketAddress(address: IpAddress, port: number, scopeId = 0): IpSocketAddress {
  return address.tag === "ipv4"
    ? { tag: "ipv4", val: { port, address: address.val } }
    : { tag: "ipv6", val: { port, flowInfo: 0, address: address.val, scopeId } };
}

export function sameSocketAddress(one: IpSocketAddress, two: IpSocketAddress): boolean {
  return one.val.port === two.val.port && sameIpAddress(ipAddressOf(one), ipAddressOf(two));
}

export function sameIpAddress(one: IpAddress, two: IpAddress): boolean {
  return one.tag === two.tag && one.val.every((part, i) => part === two.val[i]);
}

/** Whether the first `prefix` bits are those of the network. */
export function inNetwork(ip: IpAddress, network: IpAddress, prefix: number): boolean {
  if (ip.tag !== network.tag) return false;
  const bits = ip.tag === "ipv4" ? 8 : 16;
  return ip.val.every((part, i) => {
    const counted = Math.min(Math.max(prefix - i * bits, 0), bits);
    const shift = bits - counted;
    return part >> shift === (network.val[i] ?? 0) >> shift;
  });
}

/** An IPv4 address in IPv6's clothes is the IPv4 address. */
export function canonical(address: IpAddress): IpAddress {
  if (address.tag === "ipv4" || !isIpv4Mapped(address.val)) return address;
  const [high, low] = [address.val[6], address.val[7]];
  return { tag: "ipv4", val: [high >> 8, high & 0xff, low >> 8, low & 0xff] };
}

export function isUnspecified(address: IpAddress): boolean {
  return address.val.every((part) => part === 0);
}

export function isUnicast(address: IpAddress): boolean {
  if (address.tag === "ipv6") return address.val[0] < 0xff00;
  return address.val[0] < 224 && !address.val.every((part) => part === 255);
}

/** `::ffff:a.b.c.d` */
export function isIpv4Mapped(address: Ipv6Address): boolean {
  return address.slice(0, 5).every((part) => part === 0) && address[5] === 0xffff;
}

/** `::a.b.c.d`, deprecated in 2006; but `::` and `::1` are what they are. */
export function isIpv4Compatible(address: Ipv6Address): boolean {
  const low = address[6] * 65_536 + address[7];
  return address.slice(0, 6).every((part) => part === 0) && low > 1;
}

function parseIpv4(text: string): Ipv4Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a, b, c, d];
}

function parseIpv6(text: string): Ipv6Address | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const [before, after] = [parseGroups(head, tail === undefined), parseGroups(tail ?? "", true)];
  if (before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = [
    ...before,
    ...Array<number>(missing).fill(0),
    ...after,
  ];
  return [a, b, c, d, e, f, g, h];
}

/** Groups of four digits; the last of an address may be an IPv4 address. */
function parseGroups(text: string, isEnd: boolean): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const ipv4 = isEnd ? parseIpv4(groups.at(-1) ?? "") : undefined;
  if (ipv4 !== undefined)
    groups.splice(-1, 1, ...[0, 2].map((i) => ((ipv4[i] ?? 0) * 256 + (ipv4[i + 1] ?? 0)).toString(16)));
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

/** The longest run of two or more zero groups, the first of several, becomes "::". */
function formatIpv6(address: Ipv6Address): string {
  const { at, length } = longestZeroRun(address);
  const groups = address.map((group) => group.toString(16));
  if (length < 2) return groups.join(":");
  return `${groups.slice(0, at).join(":")}::${groups.slice(at + length).join(":")}`;
}

function longestZeroRun(address: Ipv6Address): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && address[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}
