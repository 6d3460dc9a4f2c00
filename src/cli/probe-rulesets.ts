/** `yardstick test --coverage` and `--mutate`: what the examples and laws of a ruleset reach, and which mistakes they notice. */
import { checkParts } from '../api/check.ts'
import { type CoverageReport, coverageReport } from '../coverage/coverage.ts'
import type { Witness } from '../coverage/witness.ts'
import { listReleases } from '../data/load-ruleset.ts'
import { defaultRulesets } from '../data/rulesets-folder.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import type { Program } from '../model/program.ts'
import type { Edit } from '../mutation/change.ts'
import { complaintsOf, type Explanation } from '../mutation/explanations.ts'
import type { Mutant } from '../mutation/mutant.ts'
import { mutantsOf } from '../mutation/mutants-of.ts'
import { type MutationReport, mutationReport } from '../mutation/report.ts'
import { type Suggestion, suggester } from '../mutation/suggest/suggest-case.ts'
import { testMutants } from '../mutation/test-mutants.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import type { TestOptions } from './commands/test.ts'
import { type Context, tell } from './context.ts'
import { BAD_RULES_OR_DATA, FINE } from './exit.ts'
import { type Loaded, loadNamed } from './load.ts'
import { withProgress } from './progress-bar.ts'
import { caseFilesOf } from './test-files.ts'
import { caseWitnesses, explanationsIn, lawsOf } from './witnesses.ts'

export async function probe(
  context: Context,
  targets: readonly string[],
  options: TestOptions,
): Promise<void> {
  const rulesets = options.rulesets ?? defaultRulesets()
  const names = targets.length > 0 ? targets : listReleases(rulesets).map(it => it.name)
  const found: Diagnostic[] = []
  let survivors = 0
  for (const name of names) {
    const { value, diagnostics } = loadNamed(context.line, name, { rulesets })
    found.push(...diagnostics.filter(it => it.severity === 'error'))
    if (value !== undefined) survivors += await probeRuleset(context, value, rulesets, options, found)
  }
  const code = await tell(context, found)
  if (code === FINE && survivors > 0) context.finish(BAD_RULES_OR_DATA)
}

/** How many mutants survive that nobody has explained. */
async function probeRuleset(
  context: Context,
  loaded: Loaded,
  rulesets: string,
  options: TestOptions,
  found: Diagnostic[],
): Promise<number> {
  const { address, program } = loaded.ruleset
  const paths = caseFilesOf(loaded.parts.folder, program.ruleset.address, rulesets, options.cases)
  const cases = caseWitnesses(context, paths, rulesets, program, found)
  const explanations = options.mutate ? explanationsIn(paths, found) : []
  if (hasErrors(found)) return 0
  const witnesses = options.laws ? [...cases, ...lawsOf(program, options.seed)] : cases
  const coverage = options.coverage ? coverageReport(address, program, witnesses) : undefined
  const mutation = options.mutate
    ? await mutated(context, loaded, witnesses, explanations, options)
    : undefined
  if (mutation !== undefined && mutation.total.notTried === 0) found.push(...complaintsOf(mutation.explained))
  context.io.out(await printed(context, { coverage, mutation }, options))
  return mutation?.total.survived ?? 0
}

// --- mutants -------------------------------------------------------------------------------------

async function mutated(
  { io }: Context,
  { ruleset: { address, program }, parts }: Loaded,
  witnesses: readonly Witness[],
  explanations: readonly Explanation[],
  { seed, seconds, suggest }: TestOptions,
): Promise<MutationReport> {
  const mutants = mutantsOf(program)
  const until = seconds === undefined ? Infinity : performance.now() + seconds * 1000
  const tested = await withProgress(io, 'mutants', mutants.length, async advance =>
    testMutants(mutants, witnesses, {
      isOver: () => performance.now() > until,
      refuses: it => isRefused(parts, it),
      advance: () => advance(1),
      // Where there is not the time for all of them, those tried are from everywhere.
      ...(seconds === undefined ? {} : { seed }),
    }),
  )
  return mutationReport(address, tested, explanations, suggest ? suggesting(program, seed) : undefined)
}

/** Rows of tables are found by looking them up; a case for each of thousands helps nobody. */
function suggesting(program: Program, seed: number): (mutant: Mutant) => Suggestion | undefined {
  const suggestFor = suggester(program, referenceEngine, { seed, cohorts: SUGGESTED_FROM })
  return mutant => {
    const table = program.tables.get(mutant.owner.replace(/^table /, ''))
    return table !== undefined && table.rows.length > MOST_ROWS ? undefined : suggestFor(mutant)
  }
}
const SUGGESTED_FROM = 400
const MOST_ROWS = 100

/** Checks the ruleset again with its text edited. Text that is no longer a ruleset tells nothing. */
function isRefused({ document, files }: Loaded['parts'], { at, text }: Edit): boolean {
  const { source } = at
  if (source !== document.at.source) return false
  const edited = source.text.slice(0, at.start) + text + source.text.slice(at.end)
  const read = readDocument({ ...source, text: edited })
  if (read.value === undefined || hasErrors(read.diagnostics)) return false
  const { diagnostics } = checkParts({ document: read.value, files, isChanged: true })
  return diagnostics.some(it => it.severity === 'error' && it.code.startsWith('check/'))
}

// --- printing ------------------------------------------------------------------------------------

interface Reports {
  readonly coverage: CoverageReport | undefined
  readonly mutation: MutationReport | undefined
}

async function printed(
  { io, style }: Context,
  { coverage, mutation }: Reports,
  { format, verbose = false }: TestOptions,
): Promise<string> {
  if (format === 'html') {
    const { renderProbePage } = await import('../mutation/render-html.ts')
    return renderProbePage({ coverage, mutation })
  }
  if (format === 'json') {
    const { coverageData } = await import('../coverage/render-json.ts')
    const { mutationData } = await import('../mutation/render-json.ts')
    const data = {
      ...(coverage === undefined ? {} : { coverage: coverageData(coverage) }),
      ...(mutation === undefined ? {} : mutationData(mutation)),
    }
    return `${JSON.stringify(data, undefined, 2)}\n`
  }
  const { renderCoverageText } = await import('../coverage/render-text.ts')
  const { renderMutationText } = await import('../mutation/render-text.ts')
  return [
    ...(coverage === undefined
      ? []
      : [renderCoverageText(coverage, { width: io.width, style, isWhole: verbose })]),
    ...(mutation === undefined ? [] : [renderMutationText(mutation, { width: io.width, style })]),
  ].join('\n')
}
