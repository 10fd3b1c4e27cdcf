// The same greeter as in ../js-greeter, for another engine: componentize-js takes 64-bit integers as bigints.
let calls = 0n;

const tones = {
  plain: (text) => text,
  loud: (text) => text.toUpperCase(),
  quiet: (text) => text.toLowerCase(),
};

function hello(name) {
  return `Hello, ${name}!`;
}

function describe({ givenName, age, tags }) {
  const years = age == null ? "" : `, ${age}`;
  const known = tags.length === 0 ? "" : ` (${tags.join(", ")})`;
  return hello(`${givenName}${years}${known}`);
}

export const greeter = {
  greet(name) {
    calls += 1n;
    return hello(name);
  },
  add(a, b) {
    calls += 1n;
    return (a + b) >>> 0;
  },
  greetAll(people, tone) {
    calls += 1n;
    return people.map((person) => tones[tone](describe(person)));
  },
  area(shape) {
    calls += 1n;
    if (shape.tag !== "circle") return 0;
    if (shape.val < 0) throw `a circle has no radius of ${shape.val}`;
    return Math.PI * shape.val ** 2;
  },
  calls() {
    calls += 1n;
    return calls;
  },
};
