/**
 * What conditions of a row look at, and how they come out for each way of answering that. Two answers that
 * exclude each other for reasons of their own are not known to: such a case may never occur in data.
 */
import { printCore, printValue } from '../check/print-core.ts'
import type { Core, CorePattern, Program } from '../model/program.ts'
import type { Exact } from '../value/exact.ts'

/** Something that conditions look at: which code a value is, or whether something is so. */
export interface Question {
  readonly core: Core
  readonly kind: 'which' | 'whether'
  /** `yes` and `no`; or values as printed, `OTHER`, and absences as `ABSENT` and the kind. */
  readonly answers: readonly string[]
}
/** An answer for each question, in their order. */
export type Case = readonly string[]
/** How a condition comes out; undefined where it is absent. */
export type Truth = (it: Case) => boolean | undefined
export type Figure = (it: Case) => Exact | undefined

export const OTHER = 'other'
export const ABSENT = 'absent: '

/** Reads conditions and collects their questions. */
export interface Questionnaire {
  truth(core: Core): Truth
  /** A number that depends on conditions only, or undefined where it has to be computed. */
  figure(core: Core): Figure | undefined
  questions(): readonly Question[]
}

export function questionnaire(program: Program): Questionnaire {
  const asked = new Map<string, { readonly core: Core; readonly kind: Question['kind']; answers: string[] }>()

  function ask(kind: Question['kind'], core: Core, answers: readonly string[]): number {
    const key = `${kind} ${printCore(core)}`
    const known = asked.get(key) ?? { core, kind, answers: [] }
    asked.set(key, { ...known, answers: [...new Set([...known.answers, ...answers])] })
    return [...asked.keys()].indexOf(key)
  }

  function whether(core: Core): Truth {
    const at = ask('whether', core, ['yes', 'no'])
    return it => it[at] === 'yes'
  }

  function which(operand: Core, pattern: CorePattern): Truth {
    const at = ask('which', operand, valuesIn(pattern))
    return it => matches(pattern, it[at] ?? OTHER)
  }

  function truth(core: Core): Truth {
    if (core.kind === 'Literal' && core.value.kind === 'yes/no') {
      const { yes } = core.value
      return () => yes
    }
    if (core.kind === 'Unary' && core.operator === 'not') {
      const operand = truth(core.operand)
      return it => not(operand(it))
    }
    if (core.kind === 'Binary') return binary(core)
    if (core.kind === 'Match' && isPlain(core.pattern)) return which(core.operand, core.pattern)
    if (core.kind === 'If') {
      const [condition, yes, no] = [truth(core.condition), truth(core.yes), truth(core.no)]
      return it => chosen(condition(it), yes, no)?.(it)
    }
    return whether(core)
  }

  function binary(core: Extract<Core, { kind: 'Binary' }>): Truth {
    const { operator, left, right } = core
    if (operator === 'and' || operator === 'or') {
      const [one, other] = [truth(left), truth(right)]
      return operator === 'or' ? it => or(one(it), other(it)) : it => not(or(not(one(it)), not(other(it))))
    }
    if (operator !== '=' && operator !== '!=') return whether(core)
    const [value, operand] = left.kind === 'Literal' ? [left, right] : [right, left]
    if (value.kind !== 'Literal' || value.value.kind === 'absent') return whether(core)
    const equals = which(operand, { kind: 'equals', value })
    return operator === '=' ? equals : it => not(equals(it))
  }

  function figure(core: Core): Figure | undefined {
    if (core.kind === 'Literal' && core.value.kind === 'number') {
      const { number } = core.value
      return () => number
    }
    if (core.kind !== 'If') return undefined
    const [yes, no] = [figure(core.yes), figure(core.no)]
    if (yes === undefined || no === undefined) return undefined
    const condition = truth(core.condition)
    return it => chosen(condition(it), yes, no)?.(it)
  }

  const questions = () =>
    [...asked.values()].map(({ core, kind, answers }): Question => {
      if (kind === 'whether') return { core, kind, answers }
      const absences = core.kind === 'Column' ? program.columns.get(core.column)?.absences : undefined
      return { core, kind, answers: [...answers, OTHER, ...(absences ?? KINDS).map(it => ABSENT + it)] }
    })
  return { truth, figure, questions }
}

/** Every case, or undefined where there are more than so many. */
export function casesOf(questions: readonly Question[], most: number): readonly Case[] | undefined {
  const count = questions.reduce((product, it) => product * it.answers.length, 1)
  if (count > most) return undefined
  return questions.reduce<readonly Case[]>(
    (cases, { answers }) => cases.flatMap(it => answers.map(answer => [...it, answer])),
    [[]],
  )
}

// --- patterns ----------------------------------------------------------------------------------------

const KINDS = ['missing', 'not applicable', 'excluded', 'suppressed']

const PLAIN: { [K in CorePattern['kind']]: (pattern: Extract<CorePattern, { kind: K }>) => boolean } = {
  any: () => true,
  absent: () => true,
  equals: ({ value }) => value.kind === 'Literal' && value.value.kind !== 'absent',
  codes: () => true,
  range: () => false,
  'one of': ({ alternatives }) => alternatives.every(isPlain),
  not: ({ pattern }) => isPlain(pattern),
}
/** Whether it only names values. */
function isPlain(pattern: CorePattern): boolean {
  return PLAIN[pattern.kind](pattern as never)
}

const VALUES: { [K in CorePattern['kind']]: (it: Extract<CorePattern, { kind: K }>) => readonly string[] } = {
  any: () => [],
  absent: () => [],
  equals: ({ value }) => (value.kind === 'Literal' ? [printValue(value.value)] : []),
  codes: ({ list, codes }) => codes.map(it => `${list}.${it}`),
  range: () => [],
  'one of': ({ alternatives }) => alternatives.flatMap(valuesIn),
  not: ({ pattern }) => valuesIn(pattern),
}
function valuesIn(pattern: CorePattern): readonly string[] {
  return VALUES[pattern.kind](pattern as never)
}

function matches(pattern: CorePattern, answer: string): boolean | undefined {
  const isAbsent = answer.startsWith(ABSENT)
  if (pattern.kind === 'any') return true
  if (pattern.kind === 'absent') {
    if (pattern.which === 'present') return !isAbsent
    return isAbsent && (pattern.which === 'absent' || answer === ABSENT + pattern.which)
  }
  if (pattern.kind === 'not') return not(matches(pattern.pattern, answer))
  if (pattern.kind === 'one of') return pattern.alternatives.map(it => matches(it, answer)).reduce(or, false)
  return isAbsent ? undefined : valuesIn(pattern).includes(answer)
}

// --- three-valued logic ------------------------------------------------------------------------------

const not = (it: boolean | undefined): boolean | undefined => (it === undefined ? undefined : !it)

function or(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === true || right === true) return true
  return left === undefined || right === undefined ? undefined : false
}

function chosen<T>(condition: boolean | undefined, yes: T, no: T): T | undefined {
  if (condition === undefined) return undefined
  return condition ? yes : no
}
