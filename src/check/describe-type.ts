/** Types in the words of diagnostics. */
import type { Type, TypeAlternative } from '../model/program.ts'
import { toDecimal } from '../value/exact.ts'
import type { Range } from './types.ts'

/** `a number`, `80..120 or a code of \`outcome\``. */
export const describeType = (type: Type): string =>
  type.alternatives.length === 0
    ? 'nothing'
    : [...new Set(type.alternatives.map(describeAlternative))].join(' or ')

const describeAlternative = (alternative: TypeAlternative): string =>
  DESCRIBE[alternative.kind](alternative as never)

const DESCRIBE: {
  [K in TypeAlternative['kind']]: (alternative: Extract<TypeAlternative, { kind: K }>) => string
} = {
  number: it => ((it.from ?? it.to) ? describeRange(it) : it.whole ? 'a whole number' : 'a number'),
  text: () => 'a text',
  'yes/no': () => 'yes or no',
  date: () => 'a date',
  code: it => `a code of \`${it.list}\``,
  key: it => `a key of \`${it.table}.${it.key}\``,
}

/** `80..120`, `0..<1`, `18..` */
const describeRange = ({ from, to }: Range): string => {
  const start = from === undefined ? '' : toDecimal(from.value) + (from.inclusive ? '' : '<')
  const end = to === undefined ? '' : (to.inclusive ? '' : '<') + toDecimal(to.value)
  return `${start}..${end}`
}
