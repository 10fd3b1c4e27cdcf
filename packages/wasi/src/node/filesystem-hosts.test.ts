/** The refusals of `wasi:filesystem`, asked by a component: of Weft, and of wasmtime where it is on the machine. */
import { basename } from "node:path";
import { after, describe } from "node:test";
import type { Descriptor } from "../filesystem/descriptor.ts";
import { refused } from "./filesystem-refusal-rows.test.ts";
import { folder, makeFiles, type Tree } from "./filesystem-tree.test.ts";
import { preopen } from "./preopen.ts";
import { askWeft, expectAnswers, expectOfWasmtime, type Question, Recorder, type Row, tabulate } from "./probe.test.ts";

/** Host directories, in the order in which the guest gets them; the second to read only. */
const GRANTED = [folder, folder, "/dev", "/dev/shm"];

/** Somebody beside the guest has to act meanwhile. */
const NOT_BY_SCRIPT = new Set(["open-at to write to a program that runs"]);

interface FileQuestion extends Question {
  readonly play: (tree: Tree) => unknown;
}

const QUESTIONS: readonly FileQuestion[] = Object.entries(refused)
  .flatMap(([answer, entries]) => entries.map(([name, play]) => ({ name, answer, play })))
  .filter(({ name }) => !NOT_BY_SCRIPT.has(name));

/** With a tree of its own. */
function record({ name, play }: FileQuestion, prefix: string): Row {
  const recorder = new Recorder(prefix);
  const files = makeFiles();
  const preopens = recorder.standIn<{ getDirectories(): [Descriptor][] }>("wasi:filesystem/preopens");
  const [all, toRead, ...others] = Array.from(preopens.getDirectories(), ([directory]) => directory);
  const path = `${basename(files.top)}/root`;
  const open = (directory: Descriptor | undefined, mutateDirectory: boolean) =>
    (directory as Descriptor).openAt({}, path, { directory: true }, { read: true, mutateDirectory });
  const elsewhere = (host: string) => others[GRANTED.indexOf(host) - 2] as Descriptor;
  play({ ...files, root: open(all, true), readOnly: open(toRead, false), elsewhere });
  return { name, steps: recorder.steps };
}

function makeRows(asked: readonly Question[]): Row[] {
  return QUESTIONS.filter(({ name }) => asked.some((each) => each.name === name)).map((question, i) =>
    record(question, `r${i}s`),
  );
}

function leftOut(name: string): string | undefined {
  if (name.includes("read-only")) return "its command line grants no directory to read only";
  if (name.includes("FIFO")) return "it waits for the FIFO's other end";
  return undefined;
}

const SLASH = "it forgets the slash when it does not follow";

describe("a component on Weft", () => {
  const preopens = GRANTED.map((host, i) => preopen({ host, guest: `/${i}`, readOnly: i === 1 }));
  after(() => {
    for (const { directory } of preopens) directory.close();
  });
  expectAnswers(QUESTIONS, () => askWeft(makeRows(QUESTIONS), { preopens }));
});

expectOfWasmtime(QUESTIONS, {
  makeRows,
  options: GRANTED.flatMap((host, i) => ["--dir", `${host}::/${i}`]),
  leftOut,
  different: {
    "stat-at of a dangling link with a slash": ["ok", SLASH],
    "stat-at of a file with a slash": ["ok", SLASH],
    "stat-at of a link to a file with a slash": ["ok", SLASH],
    "stat-at of a link that leads out with a slash": ["ok", SLASH],
    "append-via-stream of what is opened to read": ["ok", "it says so with the first write"],
    "rename-at to another file system": ["io", "it does not know EXDEV"],
  },
});

tabulate(QUESTIONS, (name) => /^(?:read-only: )?([\w-]+)/.exec(name)?.[1] ?? "", leftOut);
