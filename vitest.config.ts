import { defineConfig } from 'vitest/config'

/** Tests that put something of their own in place of a module of the program. */
const REPLACING = ['tests/conformance/slots-of-rulesets.test.ts']

/**
 * Files share the modules of a worker, so that each is read, and each ruleset checked, once for all of them:
 * no test changes what another can see. Modules are loaded by Node as in use, without a transform.
 */
const together = { isolate: false, experimental: { viteModuleRunner: false } } as const

export default defineConfig({
  test: {
    testTimeout: 30_000,
    pool: 'threads',
    // As many as there are processors: the default leaves one of them idle.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['tests/**/*.test.ts', 'conformance/**/*.test.ts'],
          exclude: REPLACING,
          ...together,
        },
      },
      { extends: true, test: { name: 'apart', include: REPLACING } },
    ],
  },
})
