// componentize-qjs gives and takes 64-bit integers as numbers.
let calls = 0;

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
    calls += 1;
    return hello(name);
  },
  add(a, b) {
    calls += 1;
    return (a + b) >>> 0;
  },
  greetAll(people, tone) {
    calls += 1;
    return people.map((person) => tones[tone](describe(person)));
  },
  area(shape) {
    calls += 1;
    if (shape.tag !== "circle") return 0;
    if (shape.val < 0) throw `a circle has no radius of ${shape.val}`;
    return Math.PI * shape.val ** 2;
  },
  calls() {
    calls += 1;
    return calls;
  },
};
