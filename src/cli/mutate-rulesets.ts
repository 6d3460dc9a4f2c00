/** `yardstick test --mutate`: which mistakes in a ruleset its examples and laws notice. */
import { checkParts } from '../api/check.ts'
import type { CaseFile } from '../cases/case-file.ts'
import { programsOf } from '../cases/case-ruleset.ts'
import { type PreparedCase, prepareCase } from '../cases/prepared-case.ts'
import { readCaseFile } from '../cases/read-case-file.ts'
import { lawWitnesses } from '../coverage/law-witness.ts'
import { caseWitness, type Witness } from '../coverage/witness.ts'
import { listReleases } from '../data/load-ruleset.ts'
import { readSource } from '../data/ruleset-folder.ts'
import { defaultRulesets } from '../data/rulesets-folder.ts'
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import type { Program } from '../model/program.ts'
import type { Edit } from '../mutation/change.ts'
import { complaintsOf, type Explanation, readExplanations } from '../mutation/explanations.ts'
import type { Mutant } from '../mutation/mutant.ts'
import { mutantsOf } from '../mutation/mutants-of.ts'
import { type MutationReport, mutationReport } from '../mutation/report.ts'
import { type Suggestion, suggester } from '../mutation/suggest/suggest-case.ts'
import { testMutants } from '../mutation/test-mutants.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import type { TestOptions } from './commands/test.ts'
import { type Context, tell } from './context.ts'
import { type Loaded, loadNamed } from './load.ts'
import { withProgress } from './progress-bar.ts'
import { caseFilesOf, survivorsFileOf } from './test-files.ts'
import { finder } from './test-rulesets.ts'

/** For each law; more cohorts tell little more, and are run for every mutant that no case kills. */
const LAW_COHORTS = 12

export async function mutate(
  context: Context,
  targets: readonly string[],
  options: TestOptions,
): Promise<void> {
  const rulesets = options.rulesets ?? defaultRulesets()
  const names = targets.length > 0 ? targets : listReleases(rulesets).map(it => it.name)
  const found: Diagnostic[] = []
  for (const name of names) {
    const { value, diagnostics } = loadNamed(context.line, name, { rulesets })
    found.push(...diagnostics.filter(it => it.severity === 'error'))
    if (value !== undefined) await mutateRuleset(context, value, rulesets, options, found)
  }
  await tell(context, found)
}

async function mutateRuleset(
  context: Context,
  { ruleset, parts }: Loaded,
  rulesets: string,
  options: TestOptions,
  found: Diagnostic[],
): Promise<void> {
  const { address, program } = ruleset
  const paths = caseFilesOf(parts.folder, program.ruleset.address, rulesets, options.cases)
  const cases = witnessesIn(context, paths, rulesets, program, found)
  const laws = options.laws
    ? lawWitnesses(program, referenceEngine, { cohorts: LAW_COHORTS, seed: options.seed })
    : []
  const explanations = explanationsIn(paths, found)
  if (hasErrors(found)) return
  const mutants = mutantsOf(program)
  const until = options.seconds === undefined ? Infinity : performance.now() + options.seconds * 1000
  const tested = await withProgress(context.io, 'mutants', mutants.length, async advance =>
    testMutants(mutants, [...cases, ...laws], {
      isOver: () => performance.now() > until,
      refuses: it => isRefused(parts, it),
      advance: () => advance(1),
    }),
  )
  const made = mutationReport(
    address,
    tested,
    explanations,
    options.suggest ? suggesting(program, options.seed) : undefined,
  )
  if (made.total.notTried === 0) found.push(...complaintsOf(made.explained))
  context.io.out(await printed(context, made, options.format))
}

/** Rows of tables are found by looking them up; a case for each of thousands helps nobody. */
function suggesting(program: Program, seed: number): (mutant: Mutant) => Suggestion | undefined {
  const suggest = suggester(program, referenceEngine, { seed, cohorts: SUGGESTED_FROM })
  return mutant => {
    const table = program.tables.get(mutant.owner.replace(/^table /, ''))
    return table !== undefined && table.rows.length > MOST_ROWS ? undefined : suggest(mutant)
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

async function printed({ io, style }: Context, made: MutationReport, format: TestOptions['format']) {
  if (format === 'json') return (await import('../mutation/render-json.ts')).renderMutationJson(made)
  const { renderMutationText } = await import('../mutation/render-text.ts')
  return renderMutationText(made, { width: io.width, style })
}

// --- cases ---------------------------------------------------------------------------------------

function witnessesIn(
  context: Context,
  paths: readonly string[],
  rulesets: string,
  program: Program,
  found: Diagnostic[],
): readonly Witness[] {
  const prepared = paths.flatMap(path => {
    const file = caseFileAt(context, path, found)
    return file === undefined ? [] : preparedIn(file, rulesets, program, found)
  })
  return prepared.map(it => caseWitness(it, referenceEngine))
}

function caseFileAt({ line }: Context, path: string, found: Diagnostic[]): CaseFile | undefined {
  const source = readSource(path)
  if ('reason' in source) {
    found.push(report('misuse/unreadable-file', line.word(path).at, { file: path, reason: source.reason }))
    return undefined
  }
  const { value, diagnostics } = readCaseFile(source)
  found.push(...diagnostics.filter(it => it.severity === 'error'))
  return value
}

/** Cases that say nothing of their own run the program at hand, so that it is checked once. */
function preparedIn(
  file: CaseFile,
  rulesets: string,
  program: Program,
  found: Diagnostic[],
): readonly PreparedCase[] {
  const programOf = programsOf(file, finder(rulesets))
  return file.cases.flatMap(it => {
    const isPlain = it.overlays.length + it.tables.size === 0
    const { value, diagnostics } = isPlain ? { value: program, diagnostics: [] } : programOf(it)
    if (value === undefined || hasErrors(diagnostics)) {
      found.push(...diagnostics)
      return []
    }
    return prepareCase(it, value) ?? []
  })
}

function explanationsIn(paths: readonly string[], found: Diagnostic[]): readonly Explanation[] {
  const path = survivorsFileOf(paths)
  const source = path === undefined ? undefined : readSource(path)
  if (source === undefined || 'reason' in source) return []
  const { value, diagnostics } = readExplanations(source)
  found.push(...diagnostics)
  return value
}
