/** Runs cases and laws, and says what holds and what does not. */
import { dirname, join } from 'node:path'
import { type CaseRulesets, remembering } from '../cases/case-ruleset.ts'
import { readCaseFile } from '../cases/read-case-file.ts'
import { runCaseFile } from '../cases/run-case-file.ts'
import { caseFrame } from '../data/case-frame.ts'
import { listReleases, loadRuleset } from '../data/load-ruleset.ts'
import { readSource } from '../data/ruleset-folder.ts'
import { defaultRulesets } from '../data/rulesets-folder.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { ENGINES } from '../engine/engines.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import { checkLaws, type LawResult } from '../laws/check-laws.ts'
import type { TestOptions } from './commands/test.ts'
import { type Context, rendered, tell } from './context.ts'
import { BAD_RULES_OR_DATA, exitCodeOf, FINE } from './exit.ts'
import { type Loaded, loadNamed } from './load.ts'
import { count } from './run/run-summary.ts'
import { caseFilesIn, caseFilesOf, isCases, isWithoutCases } from './test-files.ts'

interface Tally {
  cases: number
  failedCases: number
  laws: number
  failedLaws: number
  readonly found: Diagnostic[]
}

/** What all targets of a command share. */
interface Work {
  readonly rulesets: string
  readonly ofCases: CaseRulesets
  readonly options: TestOptions
  readonly tally: Tally
}

export async function test(
  context: Context,
  targets: readonly string[],
  options: TestOptions,
): Promise<void> {
  const rulesets = options.rulesets ?? defaultRulesets()
  const tally: Tally = { cases: 0, failedCases: 0, laws: 0, failedLaws: 0, found: [] }
  const empty = [...targets, ...(options.cases === undefined ? [] : [options.cases])].filter(isWithoutCases)
  if (empty.length > 0) {
    const said = empty.map(it => noExamples(context, it))
    return void (await tell(context, said))
  }
  const work: Work = { rulesets, ofCases: caseRulesets(rulesets), options, tally }
  const names = targets.length > 0 ? targets : listReleases(rulesets).map(it => it.name)
  for (const name of names) {
    if (isCases(name)) for (const file of caseFilesIn(name)) testCases(context, file, work)
    else testRuleset(context, name, work)
  }
  const isIdle = options.cases !== undefined && tally.cases === 0 && tally.found.length === 0
  if (isIdle) tally.found.push(noExamples(context, options.cases ?? ''))
  await conclude(context, tally)
}

const noExamples = ({ line }: Context, path: string): Diagnostic =>
  report('misuse/no-examples', line.word(path).at, { path })

function testRuleset(context: Context, name: string, work: Work): void {
  const { io, style, line } = context
  const { rulesets, options, tally } = work
  const { value, diagnostics } = loadNamed(line, name, { rulesets })
  tally.found.push(...diagnostics.filter(it => it.severity === 'error'))
  if (value === undefined) return
  const { address, program } = value.ruleset
  io.out(`${style.strong(address)}\n`)
  for (const file of caseFilesOf(value.parts.folder, program.ruleset.address, rulesets, options.cases)) {
    testCases(context, file, work)
  }
  if (options.laws) testLaws(context, value, work)
}

// --- cases ---------------------------------------------------------------------------------------

function testCases({ io, style, line }: Context, path: string, { ofCases, options, tally }: Work): void {
  const source = readSource(path)
  if ('reason' in source) {
    const at = line.word(path).at
    tally.found.push(report('misuse/unreadable-file', at, { file: path, reason: source.reason }))
    return
  }
  const { value: file, diagnostics } = readCaseFile(source)
  tally.found.push(...diagnostics)
  if (file === undefined) return
  const { results } = runCaseFile(file, { engine: ENGINES[options.engine], rulesets: ofCases })
  const failed = results.filter(it => it.failures.length > 0)
  tally.cases += results.length
  tally.failedCases += failed.length
  tally.found.push(...failed.flatMap(it => it.failures))
  const mark = failed.length === 0 ? style.good('ok  ') : style.error('FAIL')
  const failures = failed.length === 0 ? '' : `, ${count(failed.length)} failed`
  io.out(`  ${mark} ${path}: ${count(results.length)} examples${failures}\n`)
  const named = options.verbose ? results : failed
  for (const it of named) {
    io.out(`       ${it.failures.length === 0 ? style.good('ok') : style.error('failed')} ${it.case.id}\n`)
  }
}

/** Rulesets by the address that a case file names, with the overlays that a case asks for; each is found once. */
export const caseRulesets = (rulesets: string): CaseRulesets => ({
  find: remembering((text, at, overlays) => {
    const { value, diagnostics } = loadRuleset({ ruleset: { text, at }, rulesets, overlays })
    const found = value && { document: value.document, files: value.files }
    return { value: hasErrors(diagnostics) ? undefined : found, diagnostics }
  }),
  frame: caseFrame,
})

// --- laws ----------------------------------------------------------------------------------------

function testLaws(
  { io, style }: Context,
  { ruleset, parts }: Loaded,
  { rulesets, options: { cohorts, seed }, tally }: Work,
): void {
  const results = checkLaws(ruleset.program, referenceEngine, {
    cohorts,
    seed,
    witness: name => readWitness(name, [parts.folder, dirname(rulesets)]),
  })
  for (const it of results) {
    tally.laws += 1
    tally.found.push(...it.diagnostics)
    const isBad = hasErrors(it.diagnostics)
    if (isBad) tally.failedLaws += 1
    io.out(`  ${isBad ? style.error('FAIL') : style.good('ok  ')} law ${it.law.name}: ${lawText(it)}\n`)
    if (isBad && it.counterexample !== undefined) io.out(indented(it.counterexample.file))
  }
}

const lawText = ({ status, cohorts, decided }: LawResult): string =>
  status === 'holds'
    ? `holds on ${count(cohorts)} cohorts (${count(decided)} trials)`
    : status === 'not tested'
      ? `says nothing about any of ${count(cohorts)} cohorts`
      : status

/** The case file of a known failure, relative to one of the folders. */
function readWitness(name: string, folders: readonly string[]) {
  for (const folder of folders) {
    const source = readSource(join(folder, name), name)
    if (!('reason' in source)) return readCaseFile(source).value
  }
  return undefined
}

const indented = (text: string): string =>
  text
    .split('\n')
    .filter(it => it !== '')
    .map(it => `       ${it}\n`)
    .join('')

async function conclude(context: Context, tally: Tally): Promise<void> {
  const { io, style } = context
  if (tally.found.length > 0) io.err(`\n${await rendered(context, tally.found, 'human')}`)
  const failed = tally.failedCases + tally.failedLaws
  const text = `${count(tally.cases)} examples, ${count(tally.laws)} laws, ${count(failed)} failed`
  io.out(`${failed === 0 ? style.good(text) : style.error(text)}\n`)
  const code = exitCodeOf(tally.found)
  context.finish(code === FINE && failed > 0 ? BAD_RULES_OR_DATA : code)
}
