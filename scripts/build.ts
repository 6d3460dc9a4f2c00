/**
 * Bundles the command and the library into `dist`. Parts that only some commands need become files of
 * their own, loaded when needed; DuckDB, which is a native module, and the library for Arrow files stay outside.
 */
import { chmodSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

/** Writes the bundles into a folder; gives what the command's files consist of. */
export async function bundle(folder: string): Promise<Metafile> {
  rmSync(folder, { recursive: true, force: true })
  const shared: BuildOptions = {
    bundle: true,
    format: 'esm',
    target: 'node22',
    outdir: folder,
    define: { YARDSTICK_VERSION: JSON.stringify(version) },
    external: ['@duckdb/node-api', 'apache-arrow'],
    legalComments: 'linked',
    logLevel: 'warning',
    charset: 'utf8',
  }
  const command = await build({
    ...shared,
    metafile: true,
    entryPoints: { cli: 'src/cli/bin.ts', api: 'src/api/index.ts' },
    platform: 'node',
    splitting: true,
    chunkNames: 'part-[name]-[hash]',
    banner: { js: REQUIRE },
  })
  // A thread starts the sooner the fewer files it has to look for.
  await build({
    ...shared,
    entryPoints: { 'scan-worker': 'src/data/threads/scan-worker.ts' },
    platform: 'node',
  })
  await build({
    ...shared,
    entryPoints: { core: 'src/api/core.ts' },
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
  })
  return command.metafile
}

/** Dependencies written as CommonJS ask for Node's own modules by `require`. */
const REQUIRE =
  "import { createRequire as yardstickRequire } from 'node:module'\nconst require = yardstickRequire(import.meta.url)"

if (import.meta.main) {
  await bundle('dist')
  chmodSync(join('dist', 'cli.js'), 0o755)
}
