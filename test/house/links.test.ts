/** Every link of the documents leads somewhere: a file of the repository, a heading of it, or a page outside, which is not fetched. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { headingAnchors, links } from "./markdown.ts";
import { repositoryFiles } from "./repository-files.ts";
import { ROOT } from "./root.ts";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

for (const document of repositoryFiles().filter((file) => file.endsWith(".md"))) {
  test(`the links of ${document} lead somewhere`, () => {
    const broken = links(read(document)).filter((link) => !/^[a-z]+:/.test(link) && !resolves(document, link));
    assert.deepEqual(broken, []);
  });
}

function resolves(document: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? document : join(dirname(document), decodeURIComponent(path));
  if (!existsSync(join(ROOT, target))) return false;
  return anchor === undefined || !target.endsWith(".md") || headingAnchors(read(target)).includes(anchor);
}
