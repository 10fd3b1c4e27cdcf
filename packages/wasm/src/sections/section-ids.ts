/** The sections of a module. Source: Core specification 3.0, "Binary Format: Modules". */
export const SECTION_IDS = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** The order in which they must stand; custom sections may stand anywhere. */
export const SECTION_ORDER: readonly number[] = [
  SECTION_IDS.type,
  SECTION_IDS.import,
  SECTION_IDS.function,
  SECTION_IDS.table,
  SECTION_IDS.memory,
  SECTION_IDS.tag,
  SECTION_IDS.global,
  SECTION_IDS.export,
  SECTION_IDS.start,
  SECTION_IDS.element,
  SECTION_IDS.dataCount,
  SECTION_IDS.code,
  SECTION_IDS.data,
];

/** `\0asm`, version 1. */
export const PREAMBLE: readonly number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
