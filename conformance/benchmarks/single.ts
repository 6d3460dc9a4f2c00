/**
 * One row at a time through the embedded API, from records of texts: beside a function written by hand
 * for the invented best eight, and alone for two rulesets of England. Writes its section of
 * `docs/benchmarks.md` unless told `--no-write`. Calls are timed in batches, so that the clock does not count.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Calculate } from '../../src/api/calculate.ts'
import { checkText } from '../../src/api/check.ts'
import { type CompileOptions, compile } from '../../src/api/compile.ts'
import { CommandLine } from '../../src/cli/command-line.ts'
import { loadNamed } from '../../src/cli/load.ts'
import { loadSample } from '../../src/cli/load-sample.ts'
import { renderLines } from '../../src/diagnostics/render-line.ts'
import type { RowsBelow } from '../../src/engine/single/calls.ts'
import type { CallRecord } from '../../src/engine/single/inputs.ts'
import type { Program } from '../../src/model/program.ts'
import { drawSample } from '../../src/sample/draw-rows.ts'
import type { Sample } from '../../src/sample/sample.ts'
import { GRADES, inventResults, QUALIFICATIONS, SUBJECTS } from './cohort.ts'
import { programAt, rulesetPath } from './load.ts'
import { madeBy, writeSection } from './page.ts'
import { singleText } from './single-report.ts'
import { bestEightOfOne, type ResultRecord } from './w1/one-by-hand.mjs'

/** Of one call, in microseconds but for what is said otherwise. */
export interface CallTimes {
  readonly name: string
  readonly median: number
  readonly p99: number
  readonly processor: number
  /** Bytes. */
  readonly allocated: number
}
export interface SingleTimes {
  readonly title: string
  /** By hand first, where there is such a way. */
  readonly calls: readonly CallTimes[]
  /** Milliseconds from a checked program, the first time and as the median of later ones. */
  readonly compiling: readonly [number, number]
  /** The same from the text of the rules, where they are one text. */
  readonly fromText?: number
  /** How many times as long a traced call takes. */
  readonly traced: number
  /** Milliseconds for working out one explanation. */
  readonly explaining: number
}

interface OneRow {
  readonly row: CallRecord
  readonly rows: RowsBelow
}
interface Way {
  readonly name: string
  call(one: OneRow): unknown
}

const PUPILS = 10_000
const BATCH = 50
const ROUNDS = 9

export function singleTimes(rounds: number): readonly SingleTimes[] {
  return [
    invented(rounds),
    ofRuleset('ks4@2016', ['attainment_8'], rounds),
    ofRuleset('ks2@2016', ['progress'], rounds),
  ]
}

// --- the invented work -----------------------------------------------------------------------------

function invented(rounds: number): SingleTimes {
  const rows = inventedRows()
  const program = programAt(rulesetPath('w1'))
  const options = { level: 'pupil', outputs: ['best_eight'] }
  const calculate = compiled(program, options)
  const wrong = rows.findIndex(it => calculate(it.row, it.rows).value?.best_eight?.value !== byHand(it))
  if (wrong >= 0) throw new Error(`by hand and by ruleset differ for pupil ${wrong}`)
  const ways = [{ name: 'by hand', call: byHand }, ...waysOf(calculate, 'best_eight')]
  const both = compiled(program, { ...options, outputs: ['best_eight', 'progress'] })
  return {
    title: 'Best eight of one pupil, about nine results',
    ...measured(
      [...ways, { name: 'best eight and progress', call: it => both(it.row, it.rows) }],
      rows,
      rounds,
    ),
    compiling: compilingTimes(program, options),
    fromText: fromText(options),
    explaining: explaining(calculate, rows, 'best_eight'),
  }
}

const byHand = ({ rows }: OneRow): number => bestEightOfOne(rows.result as unknown as readonly ResultRecord[])

function inventedRows(): readonly OneRow[] {
  const data = inventResults(PUPILS / 550_000)
  const pupils = Array.from({ length: data.pupils }, (_, pupil) => ({
    row: {
      pupil_id: data.pupilIds[pupil],
      school: data.schoolIds[data.schoolOf[pupil] ?? 0],
      prior: data.prior[pupil] === 0 ? '' : ((data.prior[pupil] ?? 0) / 10).toFixed(1),
    },
    rows: { result: [] as ResultRecord[] },
  }))
  for (const [row, pupil] of data.pupilOf.entries())
    pupils[pupil]?.rows.result.push({
      qualification: QUALIFICATIONS[data.qualification[row] ?? 0] ?? '',
      subject: SUBJECTS[data.subject[row] ?? 0] ?? '',
      grade: GRADES[data.grade[row] ?? 0] ?? '',
    })
  return pupils as unknown as readonly OneRow[]
}

function fromText(options: CompileOptions): number {
  const path = rulesetPath('w1')
  const text = readFileSync(path, 'utf8')
  const files = { 'estimates.csv': readFileSync(join(dirname(path), 'estimates.csv'), 'utf8') }
  const times = Array.from({ length: 9 }, () => {
    const start = process.cpuUsage()
    const ruleset = checkText(text, { files }).value
    if (ruleset === undefined || compile(ruleset, options).value === undefined)
      throw new Error('not compiled')
    return processorSince(start)
  })
  return median(times)
}

// --- rulesets --------------------------------------------------------------------------------------

/** A registered ruleset with its sample. Throws where either does not check. */
function loadedRuleset(address: string): { readonly program: Program; readonly sample: Sample } {
  const line = new CommandLine([address])
  const loaded = loadNamed(line, address, {})
  if (loaded.value === undefined) throw new Error(renderLines(loaded.diagnostics))
  const sample = loadSample(loaded.value, line.word(address))
  if (sample.value === undefined) throw new Error(renderLines(sample.diagnostics))
  return { program: loaded.value.ruleset.program, sample: sample.value }
}

function ofRuleset(address: string, outputs: readonly string[], rounds: number): SingleTimes {
  const { program, sample } = loadedRuleset(address)
  const rows: OneRow[] = []
  const byKey = new Map<string, Record<string, CallRecord[]>>()
  drawSample(sample, { rows: 2000 }, ({ name, file }, cells) => {
    const record = Object.fromEntries((file?.columns ?? []).map((it, at) => [it.heading, cells[at]]))
    const key = String(record.pupil_id)
    const below = byKey.get(key) ?? {}
    byKey.set(key, below)
    if (name === 'pupil') rows.push({ row: record, rows: below })
    else if (record.pupil_id !== undefined) below[name] = [...(below[name] ?? []), record]
  })
  for (const it of byKey.values()) it.result ??= []
  const options = { level: 'pupil', outputs }
  const calculate = compiled(program, options)
  const unusable = rows.map(it => calculate(it.row, it.rows)).find(it => it.value === undefined)
  if (unusable !== undefined) throw new Error(renderLines(unusable.diagnostics))
  const [output = ''] = calculate.outputs
  return {
    title: `\`${address}\`: ${outputs.map(it => `\`${it}\``).join(', ')} of one pupil, all ${calculate.outputs.length} members`,
    ...measured(waysOf(calculate, output), rows, rounds),
    compiling: compilingTimes(program, options),
    explaining: explaining(calculate, rows.slice(0, 50), output),
  }
}

// --- measuring -------------------------------------------------------------------------------------

function compiled(program: Program, options: CompileOptions): Calculate {
  const { value, diagnostics } = compile({ program, address: '', digest: '', isChanged: false }, options)
  if (value === undefined) throw new Error(renderLines(diagnostics))
  return value
}

const waysOf = (calculate: Calculate, output: string): readonly Way[] => [
  { name: 'ruleset, single call', call: it => calculate(it.row, it.rows).value?.[output]?.value },
  { name: 'traced', call: it => calculate.trace(it.row, it.rows).value?.answers[output]?.value },
]

/** The ways in turn, each other round backwards; the first round warms up. */
function measured(
  ways: readonly Way[],
  rows: readonly OneRow[],
  rounds: number,
): Pick<SingleTimes, 'calls' | 'traced'> {
  const batches = ways.map((): number[] => [])
  const processor = ways.map((): number[] => [])
  for (let round = -1; round < rounds; round += 1) {
    const order = [...ways.keys()]
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const way = ways[index]
      if (way === undefined) continue
      const [start, times] = [process.cpuUsage(), batchTimes(way, rows)]
      if (round < 0) continue
      processor[index]?.push((processorSince(start) * 1000) / rows.length)
      batches[index]?.push(...times)
    }
  }
  const calls = ways.map((way, index) => ({
    name: way.name,
    median: quantile(batches[index] ?? [], 0.5),
    p99: quantile(batches[index] ?? [], 0.99),
    processor: median(processor[index] ?? []),
    allocated: allocated(way, rows),
  }))
  const named = (name: string) => calls.find(it => it.name.startsWith(name))?.processor ?? Number.NaN
  return { calls, traced: named('traced') / named('ruleset') }
}

function batchTimes({ call }: Way, rows: readonly OneRow[]): readonly number[] {
  const times: number[] = []
  for (let first = 0; first + BATCH <= rows.length; first += BATCH) {
    const start = performance.now()
    for (let at = first; at < first + BATCH; at += 1) call(rows[at] as OneRow)
    times.push(((performance.now() - start) * 1000) / BATCH)
  }
  return times
}

/** Bytes of the heap that a call takes: the least of several tries, for the collector comes in between. */
function allocated({ call }: Way, rows: readonly OneRow[]): number {
  const tries = Array.from({ length: 20 }, () => {
    const before = process.memoryUsage().heapUsed
    for (let at = 0; at < 500; at += 1) call(rows[at] as OneRow)
    return (process.memoryUsage().heapUsed - before) / 500
  })
  return median(tries.filter(it => it >= 0))
}

function compilingTimes(program: Program, options: CompileOptions): readonly [number, number] {
  const times = Array.from({ length: 15 }, () => {
    const start = process.cpuUsage()
    compiled(program, options)
    return processorSince(start)
  })
  return [times[0] ?? Number.NaN, median(times.slice(1))]
}

function explaining(calculate: Calculate, rows: readonly OneRow[], output: string): number {
  const times = rows.slice(0, 50).map(({ row, rows: below }) => {
    const traced = calculate.trace(row, below).value
    const start = process.cpuUsage()
    traced?.explain(output)
    return processorSince(start)
  })
  return median(times)
}

/** Milliseconds. */
function processorSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) * share)] ?? Number.NaN
const median = (numbers: readonly number[]): number => quantile(numbers, 0.5)

if (import.meta.main) {
  const text = `${madeBy('npm run bench:single')}\n${singleText(singleTimes(ROUNDS))}`
  process.stdout.write(text)
  if (!process.argv.includes('--no-write')) writeSection('single', text)
}
