import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { test } from "node:test";
import { ended, guest, spawnWeft, weft } from "./weft.ts";

const COMMANDS = ["run", "serve", "call", "inspect", "help"];

test("weft alone lists the commands, as --help and help do", async () => {
  const outputs = await Promise.all([[], ["--help"], ["-h"], ["help"]].map((args) => weft(args)));
  for (const output of outputs) assert.deepEqual(output, outputs[0]);
  assert.equal(outputs[0]?.code, 0);
  for (const name of COMMANDS) assert.match(outputs[0]?.stdout ?? "", new RegExp(`^  ${name} `, "m"));
});

for (const name of COMMANDS) {
  test(`weft help ${name} is weft ${name} --help`, async () => {
    const [help, option] = await Promise.all([weft(["help", name]), weft([name, "--help"])]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, new RegExp(`^Usage: weft ${name} `, "m"));
    assert.deepEqual(option, help);
  });
}

test("--help of a guest is the guest's", async () => {
  const { stdout } = await weft(["run", guest("c-command"), "args", "--help"]);
  assert.equal(stdout, "c-command.wasm\nargs\n--help\n");
});

test("help is JSON on demand", async () => {
  const { commands } = JSON.parse((await weft(["help", "--json"])).stdout);
  assert.deepEqual(
    commands.map(({ name }: { name: string }) => name),
    COMMANDS,
  );
  assert.equal(JSON.parse((await weft(["run", "--help", "--json"])).stdout).options.env.multiple, true);
});

test("--version", async () => {
  assert.match((await weft(["--version"])).stdout, /^weft \d+\.\d+\.\d+\n$/);
  assert.equal((await weft(["-V"])).stdout, (await weft(["--version"])).stdout);
  assert.equal(JSON.parse((await weft(["--version", "--json"])).stdout).node, process.versions.node);
});

const REFUSED: readonly (readonly [args: readonly string[], stderr: string])[] = [
  [["rum", "x.wasm"], 'weft: Unknown command "rum"; did you mean weft run?\n  weft --help lists the commands.\n'],
  [["frobnicate"], 'weft: Unknown command "frobnicate"\n  weft --help lists the commands.\n'],
  [
    ["x.wasm"],
    'weft: Unknown command "x.wasm"\n  To run a command component: weft run x.wasm\n  To see what is in it: weft inspect x.wasm\n',
  ],
  [
    ["--versoin"],
    "weft: Unknown option --versoin of weft; did you mean --version?\n  weft --help says what there is.\n",
  ],
  [
    ["run", "--evn", "A=1", "x.wasm"],
    "weft: Unknown option --evn of weft run; did you mean --env?\n  weft run --help says what there is.\n",
  ],
  [
    ["serve", "x.wasm", "--adr", ":0"],
    "weft: Unknown option --adr of weft serve; did you mean --addr?\n  weft serve --help says what there is.\n",
  ],
  [["run"], "weft: Missing x.wasm: weft run [option …] x.wasm [argument …]\n  weft run --help says what there is.\n"],
  [
    ["inspect", "a.wasm", "b.wasm"],
    'weft: Unexpected argument "b.wasm": weft inspect [option …] x.wasm\n  weft inspect --help says what there is.\n',
  ],
  [["run", "--env", "=1", guest("c-command")], 'weft: Option --env: expected NAME=VALUE, found "=1"\n'],
  [
    ["run", "--dir", "nowhere::/data", guest("c-command")],
    'weft: Option --dir: Cannot grant "nowhere" as "/data": expected a directory, found no-entry\n',
  ],
];

for (const [args, stderr] of REFUSED) {
  test(`weft ${args.join(" ")} is refused`, async () => {
    assert.deepEqual(await weft(args), { code: 2, signal: null, stdout: "", stderr });
  });
}

test("with --json a refusal is one line of JSON", async () => {
  const { code, stderr } = await weft(["run", "--json", "--evn", "x.wasm"]);
  assert.equal(code, 2);
  assert.deepEqual(JSON.parse(stderr), {
    error: {
      code: "usage",
      message: "Unknown option --evn of weft run; did you mean --env?",
      exitCode: 2,
      hints: ["weft run --help says what there is."],
    },
  });
});

const PLAIN: NodeJS.ProcessEnv = { ...process.env };
delete PLAIN["FORCE_COLOR"];
delete PLAIN["NO_COLOR"];

const COLOURS: readonly (readonly [env: NodeJS.ProcessEnv, coloured: boolean])[] = [
  [{}, false],
  [{ FORCE_COLOR: "1" }, true],
  [{ FORCE_COLOR: "0" }, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
];

for (const [env, coloured] of COLOURS) {
  test(`${coloured ? "colours" : "no colours"} on a pipe with ${JSON.stringify(env)}`, async () => {
    const { stderr } = await weft(["frobnicate"], { env: { ...PLAIN, ...env } });
    assert.equal(stderr.includes("\u001b["), coloured, stderr);
  });
}

test("output that cannot be written is told, and errors that cannot be told end the command", async (t) => {
  const full = await open("/dev/full", "w").catch(() => undefined);
  if (full === undefined) return t.skip("this system has no /dev/full");
  t.after(() => full.close());
  const stdout = await ended(spawnWeft(["help"], { stdio: ["ignore", full.fd, "pipe"] }));
  assert.equal(stdout.code, 2);
  assert.match(stdout.stderr, /^weft: Cannot write to standard output: .*no space left on device/);
  const stderr = await ended(spawnWeft(["frobnicate"], { stdio: ["ignore", "pipe", full.fd] }));
  assert.equal(stderr.code, 70);
});
