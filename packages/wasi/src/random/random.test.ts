import assert from "node:assert/strict";
import { test } from "node:test";
import { Misuse } from "../io/misuse.ts";
import { nodePlatform } from "../node/platform.ts";
import { insecure, insecureSeed, random } from "./random.ts";
import { RandomPool } from "./random-pool.ts";

const secure = random(new RandomPool(nodePlatform));
const other = insecure(new RandomPool(nodePlatform));

const generators: readonly (readonly [string, (len: bigint) => Uint8Array, () => bigint])[] = [
  ["random", secure.getRandomBytes, secure.getRandomU64],
  ["insecure", other.getInsecureRandomBytes, other.getInsecureRandomU64],
];

for (const [name, bytes, u64] of generators) {
  for (const len of [0n, 1n, 7n, 8n, 512n, 513n, 4096n, 65_537n, 1n << 20n]) {
    test(`${name}: ${len} bytes are ${len} bytes`, () => {
      assert.equal(bytes(len).length, Number(len));
    });
  }

  test(`${name}: bytes given are the guest's own and no later call changes them`, () => {
    const drawn = Array.from({ length: 200 }, () => bytes(64n));
    const copies = drawn.map((array) => array.slice());
    for (let i = 0; i < 200; i++) u64();
    assert.deepEqual(drawn, copies);
    assert.equal(new Set(copies.map((array) => array.toHex())).size, 200);
  });

  test(`${name}: u64 uses all 64 bits and does not repeat`, () => {
    const values = Array.from({ length: 5000 }, u64);
    assert.equal(new Set(values).size, 5000);
    assert.equal(
      values.reduce((seen, value) => seen | value),
      2n ** 64n - 1n,
    );
    assert.equal(
      values.reduce((seen, value) => seen & value),
      0n,
    );
  });

  test(`${name}: a request beyond 64 MiB is a trap, not an allocation`, () => {
    assert.throws(() => bytes(2n ** 64n - 1n), Misuse);
    assert.throws(() => bytes((64n << 20n) + 1n), Misuse);
  });
}

test("the insecure seed stays the same for one guest and differs between two", () => {
  const one = insecureSeed(new RandomPool(nodePlatform));
  const two = insecureSeed(new RandomPool(nodePlatform));
  assert.deepEqual(one.insecureSeed(), one.insecureSeed());
  assert.notDeepEqual(one.insecureSeed(), two.insecureSeed());
});

test("a block is cleared as it is handed out", () => {
  let block: Uint8Array = new Uint8Array(0);
  const pool = new RandomPool({
    ...nodePlatform,
    randomBytes(length) {
      block = nodePlatform.randomBytes(length);
      return block;
    },
  });
  pool.u64();
  pool.bytes(24);
  assert.ok(block.subarray(0, 32).every((byte) => byte === 0));
  assert.ok(block.subarray(32).some((byte) => byte !== 0));
});
