/** The page of operators, functions and aggregates. */
import type { Sections } from './sections.ts'

interface Entry {
  readonly symbol?: string
  readonly name?: string
  readonly signatures: readonly {
    readonly takes: readonly string[]
    readonly more?: string
    readonly gives: string
  }[]
  readonly absence: string
  readonly empty?: string | number
  readonly 'may fail'?: string
  readonly option?: { readonly words: readonly string[]; readonly default?: string }
  readonly ordered?: string
  readonly section: string
  readonly summary: string
}
type Operators = Readonly<Record<string, Readonly<Record<string, Entry>>>>

export function operatorsPage(groups: Operators, sections: Sections): string {
  const table = (group: string): string => tableOf(group, Object.values(groups[group] ?? {}), sections)
  return `# Operators

In the tables, *any* is a value of any type, *ordered* a number, a date or a code of a list with an order, and *same* a value of the same type as the first.
The last column says what an absent argument does: it makes the result *absent* for its reason, leaves it *open* unless another argument decides, is *left out*, or *passes* as the value chosen.
A name in it is the built-in [reason](reasons.md) for which a result can be absent although no argument is.

## Operators

${table('unary')}
${rowsOnly(table('binary'))}

## Choosing and testing

${table('construct')}

## Functions of the values of one row

${table('function')}

## Aggregates of rows or members

Written \`mean(x over pupil where eligible)\`; without values they give what is said under *empty*.

${table('aggregate')}
`
}

function tableOf(group: string, entries: readonly Entry[], sections: Sections): string {
  const isAggregate = group === 'aggregate'
  const head = ['written', 'gives', 'what it is', ...(isAggregate ? ['empty'] : []), 'absent values']
  const rows = entries.map(it => [
    it.signatures
      .map(({ takes, more }) => `\`${written(group, it, takes.map(typeName), more)}\``)
      .join('<br>'),
    [...new Set(it.signatures.map(({ gives }) => typeName(gives)))].join(', '),
    `[${it.summary}](${sections.get(it.section) ?? ''})${optionOf(it)}`,
    ...(isAggregate ? [String(it.empty)] : []),
    absenceOf(it),
  ])
  return [head, head.map(() => '---'), ...rows].map(it => `| ${it.join(' | ')} |`).join('\n')
}

/** As types are written in rulesets. */
const typeName = (kind: string): string => kind.replace('yes-no', 'yes/no')

/** The rows of a table, to be put under those of another. */
const rowsOnly = (table: string): string => table.split('\n').slice(2).join('\n')

/** How it is written, with the kinds of its arguments in their places. */
function written(group: string, entry: Entry, takes: readonly string[], more: string | undefined): string {
  const { symbol, name = '' } = entry
  const [first = '', second = ''] = takes
  if (group === 'unary') return symbol === 'not' ? `not ${first}` : `${symbol}${first}`
  if (group === 'binary') return `${first} ${symbol} ${second}`
  if (group === 'construct') return CONSTRUCTS[name] ?? `${name}(reason)`
  const word =
    entry.option?.default === undefined && entry.option !== undefined ? [entry.option.words.join(' or ')] : []
  if (group === 'function') return `${name}(${[...takes, ...(more === 'yes' ? ['…'] : [])].join(', ')})`
  const over = first === '' ? 'level' : `${first} over level`
  const order = entry.ordered === undefined ? '' : ' by key'
  return `${name}(${[`${over}${order}`, ...takes.slice(1), ...word].join(', ')})`
}

const CONSTRUCTS: Readonly<Record<string, string>> = {
  is: 'any is pattern',
  if: 'if yes/no then any else any',
  otherwise: 'any otherwise any',
  shown: 'shown(rule)',
  filled: 'filled(slots.fill)',
  slot_of: 'slot_of(slots)',
}

function optionOf({ option }: Entry): string {
  if (option?.default === undefined) return ''
  const others = option.words.filter(it => it !== option.default).map(it => `\`${it}\``)
  return `; \`${option.default}\` unless ${others.slice(0, -1).join(', ')} or ${others.at(-1)} is written last`
}

const ABSENCE: Readonly<Record<string, string>> = {
  strict: 'absent',
  kleene: 'open',
  skips: 'left out',
  definite: '',
  passes: 'passes',
  absent: '',
}

const absenceOf = ({ absence, 'may fail': reason }: Entry): string =>
  [ABSENCE[absence] ?? '', reason === undefined ? '' : `\`${reason}\``].filter(it => it !== '').join('; ')
