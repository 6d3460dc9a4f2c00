/**
 * Values without a citation. A rule needs one where it decides something itself: a constant, a
 * decision table, an absence it gives, how many candidates a slot takes; a style, where it withholds
 * values below a figure. A rule that only combines other columns rests on theirs; so does one that reads
 * a table, which has a citation of its own.
 */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import { walkCore } from '../../model/core-parts.ts'
import type { Core, Program } from '../../model/program.ts'
import type { Declared, Parameter, Rule, Ruleset, Style, Table } from '../../model/ruleset.ts'
import { toDecimal } from '../../value/exact.ts'
import { isAbsent, type Value } from '../../value/value.ts'
import { rulesOf } from './lint-unused.ts'

export function lintCitations(ruleset: Ruleset, program: Program): readonly Diagnostic[] {
  if (ruleset.status === 'illustrative') return []
  const code = ruleset.status === 'draft' ? 'lint/uncited-draft' : 'lint/uncited'
  const reports = (what: string, it: Declared, name = it.name): Diagnostic =>
    report(code, it.at, { what, name })
  const deciding = rulesThatDecide(program)
  return [
    ...[...ruleset.tables.values()].filter(needsTableCitation).map(it => reports('table', it)),
    ...[...ruleset.parameters.values()].filter(needsParameterCitation).map(it => reports('parameter', it)),
    ...[...ruleset.styles.values()].filter(needsStyleCitation).map(it => reports('style', it)),
    ...rulesOf(ruleset)
      .filter(it => deciding.has(it) && !isCited(it))
      .map(it => reports('rule', it, `${it.level}.${it.name}`)),
  ]
}

/** A table that reads a level holds what the rules of that level give. */
const needsTableCitation = ({ cites, rows, level }: Table): boolean =>
  level === undefined && cites.length === 0 && rows.some(it => it.cites.length === 0)

/** A choice between ways of running has no source; a figure has. */
const needsParameterCitation = ({ cites, choices, default: value }: Parameter): boolean =>
  cites.length === 0 && choices === undefined && value !== undefined

/** A threshold below which something is not published is a figure like any other. */
const needsStyleCitation = ({ cites, show }: Style): boolean =>
  cites === undefined && show.instead.some(it => holdsFigure(it.when))

/** Whether a formula as written holds a number that decides something. */
function holdsFigure(part: unknown): boolean {
  if (Array.isArray(part)) return part.some(holdsFigure)
  if (typeof part !== 'object' || part === null) return false
  if ('kind' in part && part.kind === 'NumberLiteral' && 'digits' in part)
    return !PLAIN_NUMBERS.has(String(part.digits))
  return Object.entries(part).some(([key, it]) => key !== 'at' && holdsFigure(it))
}

const isCited = ({ cites, body }: Rule): boolean =>
  cites.length > 0 || (body.kind === 'decide' && body.rows.every(it => it.cites.length > 0))

function rulesThatDecide(program: Program): ReadonlySet<Rule> {
  const rules = new Set<Rule>()
  for (const { content } of program.columns.values()) {
    if (content.kind === 'rule' && decides(content.is)) rules.add(content.rule)
  }
  return rules
}

/** Numbers that any formula may hold without deciding anything. */
const PLAIN_NUMBERS = new Set(['0', '1', '-1', '100'])

function decides(core: Core): boolean {
  let found = false
  walkCore(core, it => {
    if (it.kind === 'Decide' || (it.kind === 'Literal' && isDecided(it.value))) found = true
  })
  return found
}

/** Codes and texts name things that are declared elsewhere; a number or an absence is decided here. */
function isDecided(value: Value): boolean {
  if (isAbsent(value)) return true
  return value.kind === 'number' && !PLAIN_NUMBERS.has(toDecimal(value.number))
}
