/** The shape of an entry in the specification's table of operators; what each field means is said there. */

export interface Operator {
  readonly group: 'unary' | 'binary' | 'function' | 'aggregate' | 'construct'
  readonly id: string
  /** How it is written between its operands, or the name it is called by. */
  readonly symbol?: string
  readonly name?: string
  readonly signatures: readonly Signature[]
  readonly unit: 'agree' | 'compare' | 'product' | 'quotient' | 'keep' | 'none'
  readonly absence: 'strict' | 'kleene' | 'skips' | 'definite' | 'passes' | 'absent'
  /** What an aggregate gives where there is no value. */
  readonly empty?: 0 | 'yes' | 'no' | 'no_rows'
  /** A reason for which the result can be absent although no argument is. */
  readonly mayFail?: 'division_by_zero' | 'no_such_slot'
  readonly option?: { readonly words: readonly string[]; readonly default?: string }
  /** Takes an order of rows. */
  readonly ordered?: 'yes'
  readonly section: string
  readonly summary: string
}

export interface Signature {
  readonly takes: readonly ArgumentKind[]
  /** The last argument may be repeated. */
  readonly more?: boolean
  readonly gives: ResultKind
}

export type ArgumentKind =
  | 'number'
  | 'whole'
  | 'yes-no'
  | 'text'
  | 'date'
  | 'code'
  | 'any'
  | 'ordered'
  | 'same'
export type ResultKind = 'number' | 'whole' | 'yes-no' | 'text' | 'date' | 'any' | 'same'
