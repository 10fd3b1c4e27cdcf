export interface Imports {
  "a:clock/time@0.2.0": typeof AClockTime;
  "b:log/sink@1.0.0": typeof BLogSink100;
  "b:log/sink@2.0.0-beta": typeof BLogSink200Beta;
  "example:main/local@0.1.0": typeof ExampleMainLocal;
}

export interface Exports {
  "example:main/handler@0.1.0": typeof ExampleMainHandler;
}

/** import a:clock/time@0.2.0 */
export namespace AClockTime {
  export interface Instant {
    seconds: bigint;
    nanoseconds: number;
  }

  export type Duration = bigint;

  export function now(): Instant;
  export function since(start: Instant): Duration;
}

/** import b:log/sink@1.0.0 */
export namespace BLogSink100 {
  export function log(line: string): void;
}

/** import b:log/sink@2.0.0-beta */
export namespace BLogSink200Beta {
  export type Instant = AClockTime.Instant;

  export type Level = "debug" | "info" | "error";

  export function log(level: Level, at: Instant, line: string): void;
}

/** import example:main/local@0.1.0 */
export namespace ExampleMainLocal {
  export type Instant = AClockTime.Instant;

  export interface Appointment {
    at: Instant;
  }

  export function later(): Appointment;
}

/** export example:main/handler@0.1.0 */
export namespace ExampleMainHandler {
  export type Instant = AClockTime.Instant;
  export type Span = AClockTime.Duration;
  export type Level = BLogSink200Beta.Level;
  export type Appointment = ExampleMainLocal.Appointment;

  export function handle(at: Instant, for_: Span, level: Level): Appointment;
}
