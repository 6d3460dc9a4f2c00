#!/usr/bin/env node
/**
 * Where the command starts. Understood by very old versions of Node too, so that they can say what is
 * wanted; and a question for the version is answered without loading anything.
 */
import { VERSION } from './version.ts'

const OLDEST_NODE = [22, 12] as const

const args = process.argv.slice(2)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `yardstick needs Node ${OLDEST_NODE.join('.')} or later; this is Node ${process.versions.node}.\n` +
      'Install a newer one from nodejs.org, or run `npx yardstick` in a project that has the npm package `node`.\n',
  )
  process.exitCode = 2
} else if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${VERSION}\n`)
} else {
  start()
}

async function start(): Promise<void> {
  // Whoever reads our output may stop, as `head` does; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  try {
    // What has been compiled is kept by Node beside other temporary files, so that the next start is quicker.
    const { enableCompileCache } = await import('node:module')
    enableCompileCache()
    const { run } = await import('./process.ts')
    process.exitCode = await run(args)
  } catch (error) {
    process.stderr.write(
      `yardstick broke down: this is a fault of the program, not of your rules or data.\n\n`,
    )
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 70
  }
}
