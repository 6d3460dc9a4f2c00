/**
 * Runs the works by every peer, interleaved, compares the results and tells the ratios. Writes
 * `docs/benchmarks.md` unless told `--no-write`. Options: `--scale 1`, `--rounds 7`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { inventPupils, inventResults } from './cohort.ts'
import { dataFolder, writePupils, writeResults } from './files.ts'
import { cohortOfPupils, cohortOfResults, programAt, rulesetPath } from './load.ts'
import { disagreements, type Peer, pupilsPeer, queryPeer, resultsPeer, ruleset } from './peers.ts'
import { machineText, type Timing, tablesText, type WorkTimes } from './report.ts'

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

async function first(): Promise<WorkTimes> {
  const data = inventResults(scale)
  const { results: rows, pupils } = writeResults(scale, data)
  const program = programAt(rulesetPath('w1'))
  const cohort = cohortOfResults(program, data)
  const peers = [ruleset('w1', program, cohort), resultsPeer(data), await queryPeer('w1', [rows, pupils])]
  const title = `W1: ${data.pupilOf.length} results of ${data.pupils} pupils, ${data.schools} schools`
  return { title, warm: await race(peers), whole: raceProcesses('w1', [rows, pupils]) }
}

async function second(): Promise<WorkTimes> {
  const data = inventPupils(scale)
  const { pupils } = writePupils(scale, data)
  const program = programAt(rulesetPath('w2'))
  const cohort = cohortOfPupils(program, data)
  const peers = [ruleset('w2', program, cohort), pupilsPeer(data), await queryPeer('w2', [pupils])]
  const title = `W2: ${data.pupils} pupils, ${data.schools} schools`
  return { title, warm: await race(peers), whole: raceProcesses('w2', [pupils]) }
}

if (!existsSync('dist/cli.js')) throw new Error('build first: npm run build')
const works = [await first(), await second()]
const revision = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const machine = machineText({
  cpus: cpus(),
  memory: totalmem(),
  node: process.version,
  revision,
  scale,
  rounds,
  load: loadavg()[2] ?? 0,
})
const text = `${machine}\n${works.map(tablesText).join('\n')}`
process.stdout.write(text)
if (!options['no-write']) {
  mkdirSync('docs', { recursive: true })
  writeFileSync('docs/benchmarks.md', text)
}
