/**
 * Core expressions as text, with every name in full: for dumps, for tests, and as the identity by
 * which two expressions of a row are known to have one value. Not the language's own syntax.
 */
import type { Core, CoreBound, CoreOrdering, CorePattern, Program } from '../model/program.ts'
import { toExactText } from '../value/exact.ts'
import type { Value } from '../value/value.ts'

/** Every rule column with its formula, in the order of the program. */
export function printProgram(program: Program): string {
  return program.order
    .map(id => {
      const content = program.columns.get(id)?.content
      return content?.kind === 'rule' ? `${id} = ${printCore(content.is)}` : id
    })
    .join('\n')
}

export const printCore = (core: Core): string => PRINT[core.kind](core as never)

const PRINT: { [K in Core['kind']]: (core: Extract<Core, { kind: K }>) => string } = {
  Literal: ({ value }) => printValue(value),
  Column: ({ column }) => column,
  LookUp: ({ path, column }) => `${column}@${path.join('>')}`,
  Parameter: ({ parameter }) => `$${parameter}`,
  Table: ({ table, keys, gives }) => `${table}[${gives}](${printAll(keys)})`,
  Unary: ({ operator, operand }) => `${operator === 'not' ? 'not ' : '-'}${printCore(operand)}`,
  Binary: ({ operator, left, right }) => `(${printCore(left)} ${operator} ${printCore(right)})`,
  Match: ({ operand, pattern }) => `(${printCore(operand)} is ${printCorePattern(pattern)})`,
  If: ({ condition, yes, no }) => `(if ${printCore(condition)} then ${printCore(yes)} else ${printCore(no)})`,
  Otherwise: ({ value, fallback }) => `(${printCore(value)} otherwise ${printCore(fallback)})`,
  Call: ({ operator, args, option }) => `${operator}(${printAll(args)}${after(', ', option)})`,
  AggregateRows: ({ operator, of, level, path, where, by, args, option }) => {
    const parts = [of === undefined ? '' : `${printCore(of)} `, `over ${[level, ...path].join('>')}`]
    return `${operator}(${parts.join('')}${printClauses(where, by)}${printExtras(args, option)})`
  },
  AggregateMembers: ({ operator, items, args, option }) => {
    const parts = items.map(
      it => `${it.member}: ${it.of === undefined ? '1' : printCore(it.of)}${printClauses(it.where, it.by)}`,
    )
    return `${operator}(${parts.join('; ')}${printExtras(args, option)})`
  },
  Shown: ({ column, path }) => `shown(${[column, ...path].join('@')})`,
  Decide: ({ policy, on, rows }) => {
    const lines = rows.map(
      it => `  [${[...it.cells.map(printCorePattern), printCore(it.outcome)].join(', ')}]`,
    )
    return [`decide ${policy} on ${on.map(it => printCore(it.is)).join(', ')}`, ...lines].join('\n')
  },
  Slots: printSlots,
  SlotOf: ({ column, path, what }) => {
    const name = what.kind === 'slot' ? 'slot_of' : what.kind
    return `${name}(${[column, ...path].join('@')}${what.kind === 'slot' ? '' : `, ${what.fill}`})`
  },
}

const printAll = (cores: readonly Core[]): string => cores.map(printCore).join(', ')
const after = (mark: string, text: string | undefined): string => (text === undefined ? '' : mark + text)

const printClauses = (where: Core | undefined, by: readonly CoreOrdering[]): string =>
  after(' where ', where && printCore(where)) +
  (by.length === 0 ? '' : ` by ${by.map(it => `${printCore(it.key)} ${it.direction}`).join(', ')}`)

const printExtras = (args: readonly Core[], option: string | undefined): string =>
  args.map(it => `, ${printCore(it)}`).join('') + after(', ', option)

function printSlots(core: Extract<Core, { kind: 'Slots' }>): string {
  const { level, path, where, choose, score, copies, splitCopies, fills, limits } = core
  const fillLines = fills.map(
    it =>
      `  ${it.name}: take ${printCore(it.take)} accept ${printCore(it.accept)}${after(' weight ', it.weight && printCore(it.weight))}`,
  )
  const limitLines = limits.map(
    it => `  at most ${printCore(it.atMost)} ${it.counts} where ${printCore(it.where)}`,
  )
  const copying = copies === undefined ? '' : ` copies ${printCore(copies)}${splitCopies ? '' : ' together'}`
  const head = `slots ${choose} over ${[level, ...path].join('>')}${after(' where ', where && printCore(where))}`
  return [`${head} score ${printCore(score)}${copying}`, ...fillLines, ...limitLines].join('\n')
}

const printCorePattern = (pattern: CorePattern): string => PRINT_PATTERN[pattern.kind](pattern as never)

const PRINT_PATTERN: {
  [K in CorePattern['kind']]: (pattern: Extract<CorePattern, { kind: K }>) => string
} = {
  any: () => 'any',
  absent: ({ which }) => which,
  equals: ({ value }) => printCore(value),
  codes: ({ list, codes }) => `${list}{${codes.join(' ')}}`,
  range: ({ from, to }) => `${printEnd(from, '..', '<..')}${printEnd(to, '', '<', true)}` || '..',
  'one of': ({ alternatives }) => `(${alternatives.map(printCorePattern).join(' or ')})`,
  not: ({ pattern }) => `not ${printCorePattern(pattern)}`,
}

function printEnd(bound: CoreBound | undefined, closed: string, open: string, isUpper = false): string {
  if (bound === undefined) return isUpper ? '' : '..'
  const mark = bound.inclusive ? closed : open
  return isUpper ? mark + printCore(bound.value) : printCore(bound.value) + mark
}

/** A value with its kind in sight: `3`, `'text'`, `outcome.A`, `excluded(no_score)`. */
export const printValue = (value: Value): string => PRINT_VALUE[value.kind](value as never)

const PRINT_VALUE: { [K in Value['kind']]: (value: Extract<Value, { kind: K }>) => string } = {
  number: it => toExactText(it.number),
  text: it => `'${it.text}'`,
  'yes/no': it => (it.yes ? 'yes' : 'no'),
  date: it => it.date,
  code: it => `${it.list}.${it.code}`,
  absent: it => `${it.absence.replace(' ', '_')}(${it.reason})`,
}
