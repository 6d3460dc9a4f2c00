/** Types in words for messages: `80 to 120, or one of A, B, N`. */
import { listsIn } from '../check/lists.ts'
import type { Program, Type, TypeAlternative } from '../model/program.ts'
import { toDecimal } from '../value/exact.ts'

/** Longer lists are named instead of written out. */
const MOST_CODES = 8

export const describeType = (program: Program, type: Type): string =>
  type.alternatives.map(it => describe(program, it)).join(' or ')

const describe = (program: Program, alternative: TypeAlternative): string =>
  (DESCRIBE[alternative.kind] as (program: Program, alternative: TypeAlternative) => string)(
    program,
    alternative,
  )

const DESCRIBE: {
  [K in TypeAlternative['kind']]: (
    program: Program,
    alternative: Extract<TypeAlternative, { kind: K }>,
  ) => string
} = {
  number: (_, { whole, from, to }) => {
    const kind = whole ? 'a whole number' : 'a number'
    const least = from === undefined ? undefined : toDecimal(from.value)
    const most = to === undefined ? undefined : toDecimal(to.value)
    const isClosed = from?.inclusive !== false && to?.inclusive !== false
    if (least !== undefined && most !== undefined && isClosed) return `${kind} from ${least} to ${most}`
    const lower = least === undefined ? '' : ` ${from?.inclusive ? 'at least' : 'above'} ${least}`
    const upper = most === undefined ? '' : ` ${to?.inclusive ? 'at most' : 'below'} ${most}`
    return [kind + lower, upper.trim()].filter(it => it !== '').join(lower === '' ? ' ' : ' and ')
  },
  text: () => 'a text',
  'yes/no': () => 'yes or no',
  date: () => 'a date',
  code: (program, { list, only }) => {
    const declared = listsIn(program.ruleset).get(list)?.codes ?? []
    const allowed = only ?? declared
    return allowed.length <= MOST_CODES ? `one of ${allowed.join(', ')}` : `a code of ${list}`
  },
  key: (_, { table, key }) => `a ${key} of the table ${table}`,
}
