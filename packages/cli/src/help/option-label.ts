import type { Option } from "../command.ts";

/** `-h, --help`, `--addr HOST:PORT` */
export function optionLabel(name: string, { short, value }: Option): string {
  return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
}
