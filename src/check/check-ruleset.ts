/**
 * Checks a declared ruleset and turns it into a program: every name resolved, every type, unit and
 * absence known, one column for each rule and member, in an order in which they can be computed.
 * Without errors there is a program; with errors there is none, and each is reported once.
 */
import { hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import type { Program, ProgramTable } from '../model/program.ts'
import type { Ruleset } from '../model/ruleset.ts'
import { belongingIn } from './belonging.ts'
import { checkNames } from './check-names.ts'
import { checkStated } from './check-stated.ts'
import { checkYears } from './check-years.ts'
import { tooManyColumns } from './count-columns.ts'
import { analyseDecisions } from './decision/analyse-decision.ts'
import { type DeclaredColumns, declareColumns } from './declared-columns.ts'
import { elaborateColumns } from './elaborate-columns.ts'
import { elaborateLaw } from './elaborate-law.ts'
import { elaborateLevels } from './elaborate-level.ts'
import { elaborateLevelTable, unknownTable } from './elaborate-level-table.ts'
import { elaborateParameters } from './elaborate-parameter.ts'
import { elaborateTable } from './elaborate-table.ts'
import { elaborateWaiver } from './elaborate-waiver.ts'
import type { Environment, KnownTable } from './environment.ts'
import { newKnowledge } from './know-column.ts'
import { lintRuleset } from './lint/lint-ruleset.ts'
import { listsIn } from './lists.ts'
import { orderColumns } from './order-columns.ts'
import { newReporter, type Reporter } from './reporter.ts'

export function checkRuleset(ruleset: Ruleset): Outcome<Program | undefined> {
  const tooMany = tooManyColumns(ruleset)
  if (tooMany !== undefined) return { value: undefined, diagnostics: [tooMany] }
  const reporter = newReporter()
  const env = environmentOf(ruleset, reporter)
  checkNames(env)
  const tables = knownTables(env)
  const columns = elaborateColumns(env)
  const levels = elaborateLevels(env)
  const laws = new Map([...ruleset.laws.values()].map(it => [it.name, elaborateLaw(env, it)] as const))
  const waivers = [...(ruleset.waivers?.values() ?? [])].map(it => elaborateWaiver(env, it, columns))
  const order = orderColumns({ columns, levels, tables }, reporter)
  reporter.add(checkYears(ruleset))
  for (const { name, stated = [] } of ruleset.tables.values()) {
    const table = tables.get(name)
    if (table !== undefined) reporter.add(checkStated(table, stated))
  }
  for (const instances of env.decisions.values()) reporter.add(analyseDecisions(instances))
  if (hasErrors(reporter.diagnostics)) return { value: undefined, diagnostics: reporter.diagnostics }
  const program: Program = {
    ruleset,
    levels,
    columns,
    order,
    tables,
    parameters: env.parameters,
    laws,
    ...(waivers.length === 0 ? {} : { waivers }),
  }
  reporter.add(lintRuleset(ruleset, program))
  return { value: program, diagnostics: reporter.diagnostics }
}

function environmentOf(ruleset: Ruleset, reporter: Reporter): Environment {
  const lists = listsIn(ruleset)
  const columns = declareColumns(ruleset)
  const tables = new Map<string, KnownTable | undefined>()
  const env: Environment = {
    ...{ ruleset, reporter, lists, columns, decisions: new Map() },
    belonging: belongingIn(ruleset, plainColumns(columns)),
    parameters: elaborateParameters(ruleset, lists, reporter),
    know: newKnowledge(() => env),
    table(name) {
      const declared = ruleset.tables.get(name)
      if (declared === undefined || tables.has(name)) return tables.get(name)
      // Asked for while it is being elaborated, a table is part of a circle, which is found by what it reads.
      tables.set(name, unknownTable(env, declared))
      const { level } = declared
      const known =
        level === undefined ? elaborateTable(env, declared) : elaborateLevelTable(env, declared, level.level)
      tables.set(name, known)
      return known
    },
  }
  return env
}

/** Names of the columns without dimensions: only these can hold the key of another level. */
const plainColumns = (columns: DeclaredColumns): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    [...columns].map(([level, named]) => [
      level,
      new Set([...named.values()].filter(it => it.per.length === 0).map(it => it.name)),
    ]),
  )

function knownTables(env: Environment): ReadonlyMap<string, ProgramTable> {
  const names = [...env.ruleset.tables.keys()]
  return new Map(
    names.flatMap(it => {
      const table = env.table(it)
      return table === undefined ? [] : [[it, table] as const]
    }),
  )
}
