import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeWriter } from "./code-writer.ts";
import { printCode } from "./print-code.ts";

test("code is printed an instruction a line, indented by its blocks", () => {
  const code = new CodeWriter()
    .op("block", "i32")
    .op("local.get", 0)
    .op("if", "empty")
    .op("i32.const", -7)
    .op("br", 1)
    .op("else")
    .op("f64.const", new Uint8Array([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]))
    .op("drop")
    .op("end")
    .op("i32.const", 1)
    .op("i32.load8_u", { align: 0, memory: 2 as never, offset: 16n })
    .op("end")
    .op("try_table", "empty", [
      { tag: 0 as never, ref: true, label: 0 },
      { ref: false, label: 1 },
    ])
    .op("br_table", [0, 1], 2)
    .op("end")
    .op("select t", [{ nullable: true, heap: "extern" }])
    .op("memory.copy", 1 as never, 0 as never)
    .op("atomic.fence", 0)
    .op("end")
    .finish();
  assert.equal(
    printCode(code, { offset: 0, end: code.length }),
    `block (result i32)
  local.get 0
  if
    i32.const -7
    br 1
  else
    f64.const 0x3ff0000000000000
    drop
  end
  i32.const 1
  i32.load8_u 2 offset=16 align=1
end
try_table (catch_ref 0 0) (catch_all 1)
  br_table 0 1 2
end
select t (result (ref null extern))
memory.copy 1 0
atomic.fence
end`,
  );
});
