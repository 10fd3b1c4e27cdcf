export interface Imports {
  "example:aliases/fields": typeof ExampleAliasesFields;
  "example:aliases/far": typeof ExampleAliasesFar;
}

export interface Exports {
}

/** import example:aliases/fields */
export namespace ExampleAliasesFields {
  export class Entries {
    private constructor(...args: never[]);
    clone(): Entries | Promise<Entries>;
  }

  export type Loan = Entries;

  export type Handle = Entries;

  export type Headers = Entries;

  export type Key = string;

  export type Name = Key;

  export function lend(loan: Loan): Handle | Promise<Handle>;
  export function get(headers: Entries, name: Key): Key | Promise<Key>;
}

/** import example:aliases/indirect */
export namespace ExampleAliasesIndirect {
  export type Entries = ExampleAliasesFields.Entries;
}

/** import example:aliases/far */
export namespace ExampleAliasesFar {
  export type Rows = ExampleAliasesFields.Entries;

  export function count(rows: Rows): number | Promise<number>;
}
