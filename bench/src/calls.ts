/** The interface of guests/calls as JavaScript sees it; every peer offers it. */
export interface Order {
  readonly id: number;
  readonly item: string;
  readonly quantity: number;
  readonly price: number;
  readonly paid: boolean;
}

export type Question =
  | { readonly tag: "nothing" }
  | { readonly tag: "root-of"; readonly val: bigint }
  | { readonly tag: "length-of"; readonly val: string }
  | { readonly tag: "half-of"; readonly val: number };

export interface Calls {
  add(a: number, b: number): number;
  echoText(text: string): string;
  echoOrders(orders: readonly Order[]): Order[];
  echoBytes(bytes: Uint8Array): Uint8Array;
  /** @throws with the reason as `payload`. */
  ask(question: Question): number;
}
