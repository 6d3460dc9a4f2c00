/**
 * The kinds of candidates that slots tell apart: which fills accept one, with which weight, how many
 * copies it stands for and which limits count it. What it scores is left open.
 * spec: rules/slots
 */
import { printCore } from '../check/print-core.ts'
import { walkCore } from '../model/core-parts.ts'
import type { Core, CoreSlots, Program } from '../model/program.ts'
import { textOf } from '../source/source.ts'
import { type Exact, isWhole, ONE, rationalOf, sign, toExactText } from '../value/exact.ts'
import {
  ABSENT,
  type Case,
  casesOf,
  type Figure,
  OTHER,
  type Question,
  questionnaire,
} from './condition-cases.ts'

/** Candidates that slots do not tell apart. */
export interface CandidateKind {
  readonly accepted: readonly boolean[]
  /** One for each fill; undefined where some weight or the copies have to be computed. */
  readonly weights: readonly Exact[] | undefined
  readonly copies: number | undefined
  /** The limits that count it, by their place. */
  readonly limits: readonly number[]
  /** Candidates of one row's slots agree on this: what is true of the row itself. */
  readonly owner: string
  /** How much has to come together for it: answers of its own that are not the common ones. */
  readonly rarity: number
  /** What makes it such a candidate, in words. */
  words(): string
}

/** What the slots tell apart. */
type Told = Omit<CandidateKind, 'words' | 'rarity'>

/** More cases than this are not gone through. */
const MOST_CASES = 20_000

/** All kinds that may occur, one of each; undefined where there are too many cases to go through. */
export function candidateKinds(
  program: Program,
  slots: CoreSlots,
  owner: string,
): readonly CandidateKind[] | undefined {
  return kindsOf(program, slots, owner, slots.where) ?? kindsOf(program, slots, owner, undefined)
}

function kindsOf(
  program: Program,
  slots: CoreSlots,
  owner: string,
  where: Core | undefined,
): readonly CandidateKind[] | undefined {
  const asking = questionnaire(program)
  const one: Figure = () => ONE
  const figure = (it: Core | undefined) => (it === undefined ? one : asking.figure(it))
  const accepts = slots.fills.map(it => asking.truth(it.accept))
  const limits = slots.limits.map(it => asking.truth(it.where))
  const weights = slots.fills.map(it => figure(it.weight))
  const copies = figure(slots.copies)
  const isIn = where === undefined ? () => true : asking.truth(where)
  const questions = asking.questions()
  const cases = casesOf(questions, MOST_CASES)
  if (cases === undefined) return undefined
  const shared = questions.map(it => isOfOwner(it.core, program, owner))

  function kindOf(it: Case): Told | undefined {
    const accepted = accepts.map(accept => accept(it))
    const counted = limits.map(limit => limit(it))
    // The checker sees to it that conditions are not absent, so no row is such a case.
    if (isIn(it) !== true || [...accepted, ...counted].includes(undefined)) return undefined
    const known = weights.map(weight => weight?.(it))
    return {
      accepted: accepted.map(accept => accept === true),
      weights: known.every(weight => weight !== undefined) ? known : undefined,
      copies: wholeOf(copies?.(it)),
      limits: counted.flatMap((counts, index) => (counts === true ? [index] : [])),
      owner: it.filter((_, at) => shared[at]).join('; '),
    }
  }

  const rarityOf = (it: Case) => it.filter((answer, at) => shared[at] !== true && !COMMON.has(answer)).length
  const kinds = new Map<string, CandidateKind>()
  for (const it of cases.toSorted((one, other) => rarityOf(one) - rarityOf(other))) {
    const kind = kindOf(it)
    if (kind === undefined) continue
    const told = identityOf(kind)
    const key = `${told} ${kind.owner}`
    if (kinds.has(key)) continue
    const isSuch = (other: Case) => {
      const its = kindOf(other)
      return its !== undefined && identityOf(its) === told
    }
    kinds.set(key, { ...kind, rarity: rarityOf(it), words: () => wordsOf(questions, it, isSuch) })
  }
  return [...kinds.values()]
}

/** What most candidates are. */
const COMMON: ReadonlySet<string> = new Set([OTHER, 'no'])

const identityOf = (kind: Told): string =>
  JSON.stringify([
    kind.accepted,
    kind.weights?.map((it, fill) => (kind.accepted[fill] === true ? toExactText(it) : '')),
    kind.copies,
    kind.limits,
  ])

const wholeOf = (value: Exact | undefined): number | undefined =>
  value !== undefined && isWhole(value) && sign(value) >= 0
    ? Number(rationalOf(value)?.numerator ?? 0n)
    : undefined

/** Whether a formula of a candidate reads nothing but what all candidates of a row share. */
export function isOfOwner(core: Core, program: Program, owner: string): boolean {
  let isShared = true
  walkCore(core, it => {
    const isLeaf = it.kind === 'Literal' || it.kind === 'Parameter'
    const isAbove =
      it.kind === 'LookUp' && (it.path.includes(owner) || program.columns.get(it.column)?.level === owner)
    const isComputed = ['Unary', 'Binary', 'Match', 'If', 'Otherwise', 'Call'].includes(it.kind)
    if (!isLeaf && !isAbove && !isComputed) isShared = false
  })
  return isShared
}

/** The same formula, wherever it is written. */
export const isSameFormula = (left: Core, right: Core): boolean => printCore(left) === printCore(right)

/**
 * Answers that are enough to make it such a candidate, whatever the answers to the other questions are.
 * One question after the other is left open, if together with those left open before it can be.
 */
function wordsOf(questions: readonly Question[], it: Case, isSuch: (other: Case) => boolean): string {
  const telling: { readonly question: Question; readonly answer: string }[] = []
  let open: readonly Case[] = [it]
  for (const [at, question] of questions.entries()) {
    const opened = open.flatMap(known => question.answers.map(answer => known.with(at, answer)))
    if (opened.every(isSuch)) open = opened
    else telling.push({ question, answer: it[at] ?? '' })
  }
  // That a value is none of those named says little beside what others are.
  const named = telling.filter(({ answer }) => answer !== OTHER)
  const told = named.length > 0 ? named : telling
  return told.length === 0
    ? 'any'
    : told.map(({ question, answer }) => answerText(question, answer)).join(', ')
}

function answerText({ core, kind, answers }: Question, answer: string): string {
  const text = textOf(core.at).replaceAll(/\s+/g, ' ')
  if (kind === 'whether') return `${text}: ${answer}`
  if (answer === OTHER) return answers[0] === OTHER ? `${text} is there` : `${text} is another`
  if (answer.startsWith(ABSENT)) return `${text} is ${answer.slice(ABSENT.length)}`
  return `${text} is ${answer.slice(core.kind === 'Literal' ? 0 : answer.indexOf('.') + 1)}`
}
