/** Exit codes of the command itself; a guest's own pass through. */

/** A command line, file or component that has to be put right first. */
export const BAD_INPUT = 2;
/** As sysexits.h has it, EX_SOFTWARE. */
export const INTERNAL_ERROR = 70;
/** 128 + SIGABRT: what a shell shows of a program that aborted. */
export const TRAPPED = 134;
