// What the component says about itself. `hello.test.ts` checks that size and imports are true.
const SIZE = "1.7 MB";
const IMPORTS = [
  "wasi:http/types",
  "wasi:io/{error,poll,streams}",
  "wasi:clocks/{monotonic-clock,wall-clock}",
  "wasi:random/insecure-seed",
  "wasi:cli/{environment,exit,stdin,stdout,stderr}",
  "wasi:cli/terminal-{input,output,stdin,stdout,stderr}",
  "wasi:filesystem/{types,preopens}",
];

export function page({ requests, host }) {
  const server = `http://${text(host ?? "127.0.0.1:8080")}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Hello from a component</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light dark; --ink: light-dark(#1d2327, #e8e6e1); --soft: light-dark(#667078, #98a0a6);
    --line: light-dark(#d9dbd5, #343a40); --paper: light-dark(#fbfaf7, #16191c); --card: light-dark(#fff, #1d2125);
    --weft: light-dark(#b4472e, #f0876b); --warp: light-dark(#2f6f73, #6cbcbf); }
  * { box-sizing: border-box; }
  body { margin: 0 auto; max-width: 44rem; padding: 3rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
    font: 16px/1.6 system-ui, sans-serif; }
  svg { display: block; width: 4.5rem; height: 4.5rem; margin-bottom: 1.5rem; }
  h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; }
  h2 { margin: 2.75rem 0 .75rem; font-size: .8rem; letter-spacing: .08em; text-transform: uppercase; color: var(--soft); }
  p { margin: .75rem 0; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; }
  dt { color: var(--soft); } dd { margin: 0; }
  code, pre, output { font: .875rem/1.6 ui-monospace, monospace; }
  pre { margin: .4rem 0 1.1rem; padding: .65rem .9rem; overflow-x: auto; background: var(--card);
    border: 1px solid var(--line); border-left: 3px solid var(--warp); border-radius: 4px; }
  form { display: flex; gap: .5rem; }
  input, button { font: inherit; padding: .45rem .75rem; border: 1px solid var(--line); border-radius: 4px;
    background: var(--card); color: inherit; }
  input { flex: 1; min-width: 0; } button { border-color: var(--weft); color: var(--weft); cursor: pointer; }
  output { display: block; min-height: 1.6em; margin-top: .5rem; color: var(--weft); overflow-wrap: anywhere; }
  .note { color: var(--soft); font-size: .925rem; }
</style>

<svg viewBox="0 0 36 36" fill="none" stroke-width="4" stroke-linecap="round" aria-hidden="true">
  <path stroke="var(--warp)" d="M9 3v30M18 3v30M27 3v30"/>
  <path stroke="var(--paper)" stroke-width="8" stroke-linecap="butt" d="M5 9h8M23 9h8M14 18h8M5 27h8M23 27h8"/>
  <path stroke="var(--weft)" d="M3 9h10M23 9h10M13 18h10M3 27h10M23 27h10M3 18h1M32 18h1"/>
</svg>

<h1>This page was written by a WebAssembly component.</h1>
<p>A hundred lines of JavaScript and the small engine that runs them, in one portable file.
Weft decoded it, linked it to what it imports, and calls it for every request.</p>

<h2>Running now</h2>
<dl>
  <dt>Component</dt><dd><code>examples/hello/hello.wasm</code>, ${SIZE}, QuickJS inside</dd>
  <dt>Export</dt><dd><code>wasi:http/incoming-handler</code></dd>
  <dt>Requests</dt><dd>${requests === 1 ? "this is the first" : `${requests} so far`} of this instance</dd>
  <dt>Time</dt><dd>${new Date().toISOString().replace("T", " ").slice(0, 19)} UTC, from <code>wasi:clocks</code></dd>
  <dt>Imports</dt><dd>${IMPORTS.map((name) => `<code>${name}</code>`).join("<br>")}</dd>
</dl>
<p class="note">These imports are all it can reach. Its environment is empty, no folder is open to it, and it cannot
make a connection: what the command line does not grant is not there.</p>

<h2>Talk to it</h2>
<form><input name="text" value="hello, component" aria-label="Text to send"><button>Shout</button></form>
<output></output>

<h2>Try next</h2>
<p>Ask from a terminal; the answer streams while the question is still being sent.</p>
<pre>curl -d 'is anybody there?' ${server}/shout</pre>
<p>Make it crash. You get a 500, the server prints where and why, and the next request is served as if nothing happened.</p>
<pre>curl -i ${server}/crash</pre>
<p>Every request gets a fresh instance, so the count above stays at one. Keep the state, and it counts.</p>
<pre>npx weft serve --reuse --addr 127.0.0.1:8081 examples/hello/hello.wasm</pre>
<p>Look inside: types, sizes, and the code Weft generated to call it.</p>
<pre>npx weft inspect examples/hello/hello.wasm</pre>
<p>Call one typed function of another component, without any server.</p>
<pre>npx weft call guests/js-greeter/js-greeter.wasm 'greet("you")'</pre>
<p class="note">The source of this page is in <code>examples/hello</code>. Change it, and
<code>examples/hello/README.md</code> says how to build it again.</p>

<script>
  const form = document.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch("/shout", { method: "POST", body: form.text.value });
    document.querySelector("output").textContent = await answer.text();
  });
</script>
`;
}

function text(raw) {
  return raw.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
