import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeWriter, isIdentifier, property, propertyKey } from "./code-writer.ts";

test("blocks indent what is in them", () => {
  const w = new CodeWriter();
  w.block("function f()", () =>
    w.branch(
      "x",
      () => w.line("return 1;"),
      () => w.line("return 2;"),
    ),
  );
  assert.equal(w.toString(), "function f() {\n  if (x) {\n    return 1;\n  } else {\n    return 2;\n  }\n}");
});

test("every local has a name of its own; what is a name or a number already needs none", () => {
  const w = new CodeWriter();
  assert.deepEqual(
    [w.local("a", "f()"), w.local("a", "f()"), w.local("a", "x1"), w.local("a", "7")],
    ["a0", "a1", "x1", "7"],
  );
  assert.equal(w.toString(), "const a0 = f();\nconst a1 = f();");
});

test("a comment stays on its line", () => {
  const w = new CodeWriter();
  w.comment("one\ntwo\r\n\u2028three\u2029", "f();");
  w.comment("alone");
  assert.equal(w.toString(), "f(); // one two three \n// alone");
});

const NAMES: readonly (readonly [name: string, access: string, key: string])[] = [
  ["plain", ".plain", "plain"],
  ["$a_1", ".$a_1", "$a_1"],
  ["class", ".class", "class"],
  ["with-hyphen", '["with-hyphen"]', '["with-hyphen"]'],
  ["1st", '["1st"]', '["1st"]'],
  ["", '[""]', '[""]'],
  ["__proto__", ".__proto__", '["__proto__"]'],
  ['"\\\n', '["\\"\\\\\\n"]', '["\\"\\\\\\n"]'],
  ["é", '["é"]', '["é"]'],
];

for (const [name, access, key] of NAMES) {
  test(`the property ${JSON.stringify(name)}`, () => {
    assert.deepEqual([property(name), propertyKey(name)], [access, key]);
    const made = new Function(`return { ${key}: 7 };`)() as Record<string, unknown>;
    assert.deepEqual(Object.getOwnPropertyNames(made), [name]);
    assert.equal(new Function("o", `return o${access};`)(made), 7);
    assert.equal(isIdentifier(name), access.startsWith("."));
  });
}
