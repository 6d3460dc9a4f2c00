/** Compares two rulesets as a command line asks for it: finds them, compares the layers asked for, prints the report. */

import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { measureEffect } from '../diff/effect/effect-report.ts'
import { compareMeaning } from '../diff/meaning/compare-meaning.ts'
import { reportMeaning } from '../diff/meaning/meaning-report.ts'
import type { Pace } from '../diff/pace.ts'
import { propose } from '../diff/propose.ts'
import { renderHtml } from '../diff/render/html.ts'
import { renderMarkdown } from '../diff/render/markdown.ts'
import { renderText } from '../diff/render/text.ts'
import { type DiffReport, LAYERS, type Layer } from '../diff/report.ts'
import { compareTexts, type NamedText } from '../diff/source-difference.ts'
import { compareStructure } from '../diff/structure/compare-structure.ts'
import { columnarEngine } from '../engine/columnar/columnar-engine.ts'
import { referenceEngine } from '../engine/reference/reference-engine.ts'
import type { DiffFormat, DiffOptions } from './commands/diff.ts'
import { type Context, tell } from './context.ts'
import { type DiffCohort, diffCohort } from './diff-cohort.ts'
import { type Loaded, loadNamed } from './load.ts'
import { withProgress } from './progress-bar.ts'
import { timeAllowed } from './time-allowed.ts'

export interface Both<T> {
  readonly before: T
  readonly after: T
}

export async function diff(context: Context, names: Both<string>, options: DiffOptions): Promise<void> {
  const layers = layersOf(context, options)
  if ('problem' in layers) return void (await tell(context, [layers.problem]))
  const [old, now] = SIDES.map(side => loadNamed(context.line, names[side], optionsOf(options, side)))
  const errors = [...(old?.diagnostics ?? []), ...(now?.diagnostics ?? [])].filter(
    it => it.severity === 'error',
  )
  if (old?.value === undefined || now?.value === undefined) return void (await tell(context, errors))
  const loaded = { before: old.value, after: now.value }
  const isAsked = layers.asked.has('effect')
  const cohort = isAsked ? await diffCohort(context, loaded, options) : { problems: [] }
  if (cohort.problems.length > 0) return void (await tell(context, cohort.problems))
  const found = await compared(context, { loaded, cohort: cohort.value, layers: layers.asked, options })
  context.io.out(RENDER[options.format](found, context, options))
}

const SIDES = ['before', 'after'] as const

/** What is said of both, and of this one alone. */
function optionsOf({ rulesets, with: overlays, table }: DiffOptions, side: (typeof SIDES)[number]) {
  const own = (texts: readonly string[] = []): readonly string[] =>
    texts.flatMap(text => {
      const named = /^(before|after):(.+)$/s.exec(text)
      return named === null ? [text] : named[1] === side ? [named[2] ?? ''] : []
    })
  return { ...(rulesets === undefined ? {} : { rulesets }), with: own(overlays), table: own(table) }
}

/** All but the text where nothing is asked for: it is what other tools show. */
function layersOf(
  { line }: Context,
  { layer }: DiffOptions,
): { readonly asked: ReadonlySet<Layer> } | { readonly problem: Diagnostic } {
  if (layer === undefined) return { asked: new Set(['structure', 'meaning', 'effect']) }
  const named = layer.split(',').map(it => it.trim())
  const unknown = named.find(it => !(LAYERS as readonly string[]).includes(it))
  if (unknown === undefined) return { asked: new Set(named as Layer[]) }
  const problem = `expected layers among ${LAYERS.join(', ')}, found \`${unknown}\``
  return { problem: report('misuse/usage', line.word(layer).at, { problem }) }
}

interface Asked {
  readonly loaded: Both<Loaded>
  readonly cohort: DiffCohort | undefined
  readonly layers: ReadonlySet<Layer>
  readonly options: DiffOptions
}

async function compared(
  context: Context,
  { loaded: { before, after }, cohort, layers, options }: Asked,
): Promise<DiffReport> {
  const [old, now] = [before.ruleset.program, after.ruleset.program]
  const structure = compareStructure(old.ruleset, now.ruleset)
  const { changes, renames } = structure
  const { cohorts, seed, seconds } = options
  const paced = <T>(label: string, share: number, work: (pace: Pace) => T): Promise<T> => {
    const isOver = timeAllowed(context, seconds, share)
    return withProgress(context.io, label, 1, async advance => work({ advance, isOver }))
  }
  const meaning = layers.has('meaning')
    ? await paced('meaning', cohort === undefined ? 1 : MEANING, pace =>
        reportMeaning(compareMeaning(old, now, { engine: referenceEngine, renames, cohorts, seed, pace })),
      )
    : undefined
  const effect =
    cohort === undefined
      ? undefined
      : await paced('effect', 1, pace =>
          measureEffect({
            ...{ before: old, after: now, structure, engine: columnarEngine, seed, pace },
            ...{ cohorts: cohort.cohorts, cohortText: cohort.text, parameters: cohort.parameters },
          }),
        )
  const isJudged = layers.has('structure') || meaning !== undefined
  return {
    before: { address: before.ruleset.address, title: old.ruleset.title },
    after: { address: after.ruleset.address, title: now.ruleset.title },
    ...(layers.has('source') ? { source: compareTexts(textsOf(before), textsOf(after)) } : {}),
    ...(layers.has('structure') ? { structure: changes } : {}),
    ...(meaning === undefined ? {} : { meaning }),
    ...(effect === undefined ? {} : { effect }),
    ...(isJudged ? { proposal: propose(old.ruleset.address, now.ruleset.address, changes, meaning) } : {}),
  }
}

/** The share of the time after which the effect is looked into, though more could be said of meaning. */
const MEANING = 0.6

/** The document and the files its tables are in. */
function textsOf({ ruleset, parts }: Loaded): readonly NamedText[] {
  const { at, tables } = ruleset.program.ruleset
  const files = [...new Set([...tables.values()].flatMap(it => it.file ?? []))]
  return [
    { name: 'ruleset.yaml', text: at.source.text },
    ...files.map(name => ({ name, text: parts.files.read(name)?.text ?? '' })),
  ]
}

const RENDER: {
  readonly [F in DiffFormat]: (found: DiffReport, context: Context, options: DiffOptions) => string
} = {
  text: (found, { io, style }, { all = false }) =>
    renderText(found, { width: io.width, style, isWhole: all }),
  md: renderMarkdown,
  html: renderHtml,
  json: found => `${JSON.stringify(found, null, 2)}\n`,
}
