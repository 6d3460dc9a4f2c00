// Generated from the specification by `npm run generate`. Do not edit.

/** Every diagnostic the program can give. */
export type DiagnosticCode =
  | 'parse/unexpected'
