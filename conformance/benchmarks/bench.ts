/**
 * Runs the works by every peer, interleaved, compares the results and tells the ratios. Writes
 * its section of `docs/benchmarks.md` unless told `--no-write`. Options: `--scale 1`, `--rounds 7`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DuckDBInstance } from '@duckdb/node-api'
import { inventPupils, inventResults } from './cohort.ts'
import { dataFolder, writePupils, writeResults } from './files.ts'
import { cohortOfPupils, cohortOfResults, programAt, rulesetPath } from './load.ts'
import { nationalCohorts } from './national/cohorts.ts'
import { measured } from './national/processes.ts'
import { madeBy, writeSection } from './page.ts'
import { disagreements, type Peer, pupilsPeer, queryPeer, resultsPeer, ruleset } from './peers.ts'
import { dataText, type Timing, tablesText, type WorkTimes } from './report.ts'
import { viewsOf } from './views.ts'

const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '7' },
    'no-write': { type: 'boolean', default: false },
  },
})
const scale = Number(options.scale)
const rounds = Number(options.rounds)

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** Runs all peers in turn, each other round backwards; the first round warms up and checks the results. */
async function race(peers: readonly Peer[]): Promise<readonly Timing[]> {
  const [first, ...others] = await results(peers)
  for (const other of others) {
    const differ = first === undefined ? [] : disagreements(first, other)
    if (differ.length > 0) throw new Error(`peers disagree: ${differ.slice(0, 5).join('; ')}`)
  }
  const walls = peers.map((): number[] => [])
  const processor = peers.map((): number[] => [])
  for (let round = 0; round < rounds; round += 1) {
    const order = [...peers.keys()]
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const [start, before] = [performance.now(), process.cpuUsage()]
      await peers[index]?.compute()
      const used = process.cpuUsage(before)
      walls[index]?.push(performance.now() - start)
      processor[index]?.push((used.user + used.system) / 1000)
    }
  }
  return peers.map(({ name }, index) => ({
    name,
    wall: median(walls[index] ?? []),
    processor: median(processor[index] ?? []),
  }))
}

async function results(peers: readonly Peer[]) {
  const found = []
  for (const peer of peers) found.push(peer.measures((await peer.compute()) as never))
  return found
}

/** Whole processes, from files to the results of schools in a file. */
function raceProcesses(work: 'w1' | 'w2', files: readonly string[]): readonly Timing[] {
  const out = join(dataFolder(scale), `${work}-out`)
  const [rows = '', pupils] = files
  const cli = [
    ...['dist/cli.js', 'run', rulesetPath(work), rows, ...(pupils === undefined ? [] : ['--pupil', pupils])],
    ...['--out', out, '--quiet', '--only', 'school.progress'],
  ]
  const query = [join(import.meta.dirname, 'whole-query.ts'), work, `${out}.csv`, ...files]
  const commands = { 'ruleset, command line': cli, 'SQL, DuckDB, two threads': query }
  const walls = Object.keys(commands).map((): number[] => [])
  for (let round = 0; round < Math.min(3, rounds); round += 1)
    for (const [index, args] of Object.values(commands).entries()) {
      rmSync(out, { recursive: true, force: true })
      const start = performance.now()
      const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
      walls[index]?.push(performance.now() - start)
    }
  return Object.keys(commands).map((name, index) => ({ name, wall: median(walls[index] ?? []) }))
}

/** The same as Parquet, written once with the types a careful author would give. */
async function asParquet(work: 'w1' | 'w2', files: readonly string[]): Promise<readonly string[]> {
  const paths = files.map(it => it.replace(/csv$/, 'parquet'))
  if (paths.every(it => existsSync(it))) return paths
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  for (const it of viewsOf(work, files, 'VIEW')) await connection.run(it)
  const names = work === 'w1' ? ['results', 'pupils'] : ['pupils']
  for (const [index, it] of names.entries())
    await connection.run(`COPY ${it} TO '${paths[index]}' (FORMAT parquet)`)
  return paths
}

/** A full ruleset of the kind on a cohort of its own, warm. */
async function fullRuleset(address: string): Promise<WorkTimes['full']> {
  const [cohort] = nationalCohorts(scale, address)
  if (cohort === undefined) throw new Error(`no ruleset ${address}`)
  const { spent, cells } = await measured(cohort, 2)
  const warm = spent.at(-1)
  return { name: `full ${address}`, wall: warm?.wall ?? 0, processor: warm?.processor ?? 0, cells }
}

async function timesOf(work: 'w1' | 'w2', peers: readonly Peer[], files: readonly string[]) {
  const warm = await race(peers)
  const whole = raceProcesses(work, files)
  return { warm, whole, wholeParquet: raceProcesses(work, await asParquet(work, files)) }
}

async function first(): Promise<WorkTimes> {
  const data = inventResults(scale)
  const { results: rows, pupils } = writeResults(scale, data)
  const program = programAt(rulesetPath('w1'))
  const cohort = cohortOfResults(program, data)
  const peers = [ruleset('w1', program, cohort), resultsPeer(data), await queryPeer('w1', [rows, pupils])]
  const title = `W1: ${data.pupilOf.length} results of ${data.pupils} pupils, ${data.schools} schools`
  return { title, ...(await timesOf('w1', peers, [rows, pupils])), full: await fullRuleset('ks4@2016') }
}

async function second(): Promise<WorkTimes> {
  const data = inventPupils(scale)
  const { pupils } = writePupils(scale, data)
  const program = programAt(rulesetPath('w2'))
  const cohort = cohortOfPupils(program, data)
  const peers = [ruleset('w2', program, cohort), pupilsPeer(data), await queryPeer('w2', [pupils])]
  const title = `W2: ${data.pupils} pupils, ${data.schools} schools`
  return { title, ...(await timesOf('w2', peers, [pupils])), full: await fullRuleset('ks2@2016') }
}

if (!existsSync('dist/cli.js')) throw new Error('build first: npm run build')
const works = [await first(), await second()]
const text = `${madeBy('npm run bench')}${dataText(scale, rounds)}\n${works.map(tablesText).join('\n')}`
process.stdout.write(text)
if (!options['no-write']) writeSection('works', text)
