/** Generates trees that some text gives, so that printing and reading can be compared, and hostile text. */
import fc from 'fast-check'
import type {
  Expression,
  Name,
  Pattern,
  RangePattern,
  TypeAlternative,
  TypeExpression,
} from '../../../src/syntax/expression/ast.ts'
import { CONTEXTUAL, DIRECTIONS, RESERVED, SIGNS } from '../../../src/syntax/expression/tokens.ts'

/** Spans say where a tree came from; a generated tree came from nowhere. */
const at = { source: { name: '<generated>', text: '' }, start: 0, end: 0 }

const name = (word: string): Name => ({ kind: 'Name', name: word, at })
const free = fc.constantFrom('a', 'b', 'score', '2C', 'P1i', '_x', ...CONTEXTUAL).map(name)
const anyName = fc.oneof({ weight: 5, arbitrary: free }, fc.constantFrom(...DIRECTIONS).map(name))
const anyWord = fc.oneof(free, fc.constantFrom(...RESERVED, ...DIRECTIONS).map(name))
const callee = fc.oneof(free, fc.constantFrom('missing', 'excluded', 'suppressed').map(name))

const numberLiteral = fc.record({
  kind: fc.constant('NumberLiteral' as const),
  digits: fc.constantFrom('0', '12', '1.50', '0.5', '007'),
  percent: fc.boolean(),
  at: fc.constant(at),
})
const negativeNumber = numberLiteral.map(
  (operand): Expression => ({ kind: 'Unary', operator: '-', operand, at }),
)
const textLiteral = fc
  .oneof(
    fc.constantFrom('A*', "it's", "'", '', '4+', '€'),
    fc.string().filter(it => !/[\n\r]/.test(it)),
  )
  .map((text): Expression => ({ kind: 'TextLiteral', text, at }))
const yesNoLiteral = fc.boolean().map((yes): Expression => ({ kind: 'YesNoLiteral', yes, at }))
const plain = fc.oneof(anyName, numberLiteral, textLiteral, yesNoLiteral, negativeNumber)

const absentPattern = fc
  .constantFrom('absent', 'present', 'missing', 'excluded', 'suppressed', 'not applicable')
  .map((which): Pattern => ({ kind: 'AbsentPattern', which: which as 'absent', at }))

/** A range with the ends given, each open or not as the language can write it. */
const rangeOf = (
  from: fc.Arbitrary<Expression>,
  to: fc.Arbitrary<Expression>,
): fc.Arbitrary<RangePattern> => {
  const lower = fc.record({ bound: from, inclusive: fc.constant(true) })
  const upper = fc.record({ bound: to, inclusive: fc.boolean() })
  return fc
    .oneof(
      fc.record({ from: lower, to: upper }),
      fc.record({ to: upper }),
      fc.record({ from: fc.record({ bound: from, inclusive: fc.boolean() }) }),
    )
    .map(ends => ({ kind: 'RangePattern', ...ends, at }))
}

/** `(A or B)` as a value is refused, for it is never what was meant. */
const isNoAlternative = (it: Expression): boolean => it.kind !== 'Binary' || it.operator !== 'or'
const valuePattern = (value: fc.Arbitrary<Expression>): fc.Arbitrary<Pattern> =>
  value.filter(isNoAlternative).map((it): Pattern => ({ kind: 'ValuePattern', value: it, at }))

const oneOf = (first: fc.Arbitrary<Pattern>, others: fc.Arbitrary<Pattern>): fc.Arbitrary<Pattern> =>
  fc.oneof(
    first,
    fc
      .tuple(first, fc.array(others, { minLength: 1, maxLength: 2 }))
      .map(([one, more]): Pattern => ({ kind: 'OneOfPattern', alternatives: [one, ...more], at })),
  )

const { expression } = fc.letrec<{ expression: Expression; test: Pattern }>(tie => {
  const inner = tie('expression')
  const operator = fc.constantFrom('+', '-', '*', '/', '^', '=', '!=', '<', '<=', '>', '>=', 'and', 'or')
  const binary = fc
    .tuple(operator, inner, inner)
    .map(([it, left, right]): Expression => ({ kind: 'Binary', operator: it as '+', left, right, at }))
  const unary = fc
    .tuple(fc.constantFrom('-', 'not'), inner)
    .map(([it, operand]): Expression => ({ kind: 'Unary', operator: it as '-', operand, at }))
  const is = fc
    .tuple(inner, fc.boolean(), tie('test'))
    .map(([operand, negated, pattern]): Expression => ({ kind: 'Is', operand, negated, pattern, at }))
  const conditional = fc
    .tuple(inner, inner, inner)
    .map(([condition, yes, no]): Expression => ({ kind: 'If', condition, yes, no, at }))
  const otherwise = fc
    .tuple(inner, inner)
    .map(([value, fallback]): Expression => ({ kind: 'Otherwise', value, fallback, at }))
  const member = fc
    .tuple(inner, anyWord)
    .map(([of, it]): Expression => ({ kind: 'Member', of, name: it, at }))
  const call = fc
    .tuple(callee, fc.array(inner, { maxLength: 3 }))
    .map(([it, args]): Expression => ({ kind: 'Call', callee: it, args, at }))
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      plain,
      binary,
      unary,
      is,
      conditional,
      otherwise,
      member,
      call,
      aggregateOf(inner),
    ),
    test: oneOf(
      fc.oneof(absentPattern, valuePattern(inner), rangeOf(inner, inner)),
      fc.oneof(absentPattern, valuePattern(plain), rangeOf(plain, inner), phraseOf(inner)),
    ),
  }
})

/** `at least x` and `above x`, which may follow any `or`. */
function phraseOf(bound: fc.Arbitrary<Expression>): fc.Arbitrary<Pattern> {
  const end = fc.record({ bound, inclusive: fc.boolean() })
  return fc.record({ from: end }).map((ends): Pattern => ({ kind: 'RangePattern', ...ends, at }))
}

/** With at least one clause; after `by` there are no more arguments. */
function aggregateOf(inner: fc.Arbitrary<Expression>): fc.Arbitrary<Expression> {
  const direction = fc.constantFrom('best first' as const, 'worst first' as const)
  const by = fc.array(fc.record({ key: inner, direction, at: fc.constant(at) }), { maxLength: 2 })
  return fc
    .tuple(
      fc.record({ callee, of: inner }),
      fc.record({ over: anyName, where: inner }, { requiredKeys: [] }),
      by,
      fc.array(inner, { maxLength: 2 }),
    )
    .map(
      ([parts, clauses, ordering, args]): Expression => ({
        kind: 'Aggregate',
        ...parts,
        ...(ordering.length === 0 && Object.keys(clauses).length === 0 ? { over: name('pupil') } : clauses),
        by: ordering,
        args: ordering.length === 0 ? args : [],
        at,
      }),
    )
}

const cellAtom = fc.oneof(absentPattern, valuePattern(expression), rangeOf(expression, expression))
const alternatives = oneOf(cellAtom, cellAtom)
const pattern: fc.Arbitrary<Pattern> = fc.oneof(
  fc.constant<Pattern>({ kind: 'AnyPattern', at }),
  alternatives,
  alternatives.map((it): Pattern => ({ kind: 'NotPattern', pattern: it, at })),
)

const bound = fc.oneof(numberLiteral, negativeNumber)
const typeRange = rangeOf(bound, bound).filter(it => it.from?.inclusive !== false)
const typeAlternative = fc.oneof(
  fc
    .constantFrom('number', 'whole', 'text', 'yes/no', 'date', 'grade', 'key', 'below')
    .map((it): TypeAlternative => ({ kind: 'NamedType', name: it, at })),
  fc
    .tuple(fc.boolean(), typeRange)
    .map(([whole, range]): TypeAlternative => ({ kind: 'RangeType', whole, range, at })),
  fc.tuple(anyName, anyWord).map(([table, key]): TypeAlternative => ({ kind: 'KeyType', table, key, at })),
)
const type = fc
  .array(typeAlternative, { minLength: 1, maxLength: 3 })
  .map((it): TypeExpression => ({ kind: 'TypeExpression', alternatives: it, at }))

export const TREES = { expression, pattern, type } as const

/** Tokens of the language, foreign ones and stray characters, with or without blanks between them. */
const WORDS_AND_SIGNS = [...RESERVED, ...CONTEXTUAL, ...DIRECTIONS, ...SIGNS]
const OTHERS = [
  '==',
  '&&',
  '|',
  '!',
  '≥',
  '"x"',
  "'A*'",
  "'",
  '"',
  '1.5',
  '.5',
  '65%',
  '2C',
  'a',
  'b',
  '#',
  '£',
  '😀',
  '\n',
  '[',
  '}',
]
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...WORDS_AND_SIGNS, ...OTHERS), { maxLength: 40 })
    .chain(tokens => fc.constantFrom('', ' ').map(it => tokens.join(it))),
)
