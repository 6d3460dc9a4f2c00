/** The bundled command as a process: how it starts, what it loads, how it ends. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../scripts/build.ts'
import { FIXTURE, withFolder } from './command.ts'

/** Inside the project, so that the package's own files and DuckDB are found from there. */
const FOLDER = join('dist', `.test-${process.pid}`)
let built: Metafile

beforeAll(async () => {
  built = await bundle(FOLDER)
}, 60_000)
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

async function node(...args: readonly string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args)
    return { code: 0, stdout, stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as Ended
    return { code, stdout, stderr }
  }
}
const yardstick = (...args: readonly string[]) => node(join(FOLDER, 'cli.js'), ...args)

test('the exit status is 0, 1 for bad rules or data and 2 for misuse', async () => {
  const small = join(FIXTURE, 'small')
  expect(await yardstick('check', small)).toMatchObject({ code: 0, stderr: '' })
  expect((await yardstick('check', small, '--no-such-option')).code).toBe(2)
  await withFolder(async folder => {
    const file = join(folder, 'p.csv')
    writeFileSync(file, 'pupil_id,school,score\np1,s1,1000\n')
    expect((await yardstick('run', small, file)).code).toBe(1)
  })
})

test('results go to the standard output, everything else to the standard error output', async () => {
  const { stdout, stderr } = await yardstick('run', join(FIXTURE, 'small'), join(FIXTURE, 'pupils.csv'))
  expect(stdout).toContain('A small ruleset')
  expect(stderr).toBe('')
})

test('Parquet is written and read by the bundle', async () => {
  await withFolder(async folder => {
    const small = join(FIXTURE, 'small')
    const written = await yardstick(
      'run',
      small,
      join(FIXTURE, 'pupils.csv'),
      '--out',
      folder,
      '--format',
      'parquet',
    )
    expect(written).toMatchObject({ code: 0 })
    expect(existsSync(join(folder, 'school.parquet'))).toBe(true)
  })
})

test('a version of Node older than the package and the README want is named with what to do', async () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
  const oldest = engines.node.replace('>=', '')
  expect(readFileSync('README.md', 'utf8')).toContain(`Node ${oldest} or newer`)
  await withFolder(async folder => {
    const preload = join(folder, 'old.cjs')
    writeFileSync(
      preload,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.11.0' } })",
    )
    const said = await node('--require', preload, join(FOLDER, 'cli.js'), 'list')
    expect(said.code).toBe(2)
    expect(said.stderr).toContain(`yardstick needs Node ${oldest} or later; this is Node 22.11.0.`)
  })
})

test('whoever stops listening is no failure', async () => {
  const command = `"${process.execPath}" "${join(FOLDER, 'cli.js')}" show "${join(FIXTURE, 'small')}" | head -1`
  const { stdout, stderr } = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command])
  expect(stdout).toContain('small@2016/final.1')
  expect(stderr).toBe('')
})

test('the version needs no more than a few lines, and help needs no parser', () => {
  expect(bytesOf(loadedWith('src/cli/bin.ts'))).toBeLessThan(4_000)
  const help = loadedWith('src/cli/process.ts')
  expect([...help].filter(it => /chevrotain|\/yaml\/|duckdb|fast-check|validators/.test(it))).toEqual([])
})

test('checking loads neither engines nor laws, and DuckDB and Arrow are loaded by nothing but their files', () => {
  const check = [...loadedWith('src/cli/load.ts')]
  expect(check.filter(it => /src\/engine\/reference|fast-check|src\/laws|src\/explain/.test(it))).toEqual([])
  for (const [library, folder] of [
    ['duckdb', 'src/data/duckdb/'],
    ['apache-arrow', 'src/data/arrow/'],
  ] as const) {
    const users = Object.values(built.outputs).filter(it =>
      it.imports.some(file => file.path.includes(library)),
    )
    const sources = users.flatMap(it => Object.keys(it.inputs)).filter(it => it.startsWith('src/'))
    expect(sources).not.toEqual([])
    expect(sources.filter(it => !it.startsWith(folder))).toEqual([])
  }
})

/** The files of the program that are loaded before anything of this entry can run. */
function loadedWith(entry: string): ReadonlySet<string> {
  const start = Object.keys(built.outputs).find(it => built.outputs[it]?.entryPoint === entry)
  const chunks = new Set<string>()
  const visit = (path: string) => {
    const output = built.outputs[path]
    if (output === undefined || chunks.has(path)) return
    chunks.add(path)
    for (const it of output.imports) if (it.kind === 'import-statement') visit(it.path)
  }
  if (start === undefined) throw new Error(`${entry} is no entry`)
  visit(start)
  return new Set([...chunks].flatMap(it => Object.keys(built.outputs[it]?.inputs ?? {})))
}

const bytesOf = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, it) => sum + (built.inputs[it]?.bytes ?? 0), 0)
