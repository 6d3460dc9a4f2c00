/** How other languages spell what ours says, for "did you mean". Only tables; nothing here is accepted. */
import type { Keyword, Sign } from './tokens.ts'

/** Read as the spelling beside it, so that one slip of habit gives one diagnostic. */
export const FOREIGN_SIGNS: Readonly<Record<string, Keyword | Sign>> = {
  '==': '=',
  '===': '=',
  ':=': '=',
  '!==': '!=',
  '<>': '!=',
  '≠': '!=',
  '=>': '>=',
  '≥': '>=',
  '=<': '<=',
  '≤': '<=',
  '&&': 'and',
  '&': 'and',
  '||': 'or',
  '|': 'or',
  '!': 'not',
  '¬': 'not',
  '×': '*',
  '·': '*',
  '**': '^',
  '÷': '/',
  '−': '-',
  '–': '-',
  '...': '..',
  '…': '..',
  '..=': '..',
  '..<=': '..',
  ';': ',',
  '[': '(',
  '{': '(',
  ']': ')',
  '}': ')',
}

/** Words that other languages write between two operands. */
export const FOREIGN_INFIX: Readonly<Record<string, Keyword | Sign>> = {
  in: 'is',
  equals: '=',
  like: 'is',
  between: 'is',
  unless: 'otherwise',
  elif: 'else',
}

/** Words that other languages use as values, and what to write instead. */
export const FOREIGN_VALUES: Readonly<Record<string, string>> = {
  true: 'yes',
  false: 'no',
  null: 'is missing',
  undefined: 'is missing',
}

/** Signs that other notations put before a value to make a test of it, and what cells say. */
export const FOREIGN_CELL_SIGNS: Readonly<Record<string, string>> = {
  '>=': 'at least',
  '<=': 'at most',
  '>': 'above',
  '<': 'below',
  '!=': 'not',
}
