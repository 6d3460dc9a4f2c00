/**
 * Rulesets between two others: some of what changed taken from the second, the rest from the first. What
 * only one of them has stands by, as long as it makes sense there. Changes that make no sense without
 * each other are one bundle.
 */
import { checkRuleset } from '../../check/check-ruleset.ts'
import { hasErrors } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../../model/program.ts'
import type { Level, Ruleset } from '../../model/ruleset.ts'
import { type Span, textOf } from '../../source/source.ts'

export interface Hybrids {
  /** Paths of declared things that change together. */
  readonly bundles: readonly (readonly string[])[]
  /** With the bundles of these places taken from the second ruleset; undefined where that makes no sense. */
  program(chosen: readonly number[]): Program | undefined
}

/** `changed`: paths of things that both have, and that may matter. */
export function hybridsOf(before: Ruleset, after: Ruleset, changed: readonly string[]): Hybrids {
  const mixer = new Mixer(before, after, new Set(changed))
  const bundles = merged(changed.map(it => mixer.closure([it]) ?? changed))
  const known = new Map<string, Program | undefined>()
  return {
    bundles,
    program(chosen) {
      const name = chosen.toSorted((a, b) => a - b).join()
      if (!known.has(name)) known.set(name, mixer.program(chosen.flatMap(it => bundles[it] ?? [])))
      return known.get(name)
    },
  }
}

/** Sets that share something are one. */
function merged(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let all: (readonly string[])[] = []
  for (const set of sets) {
    const touching = all.filter(it => it.some(path => set.includes(path)))
    all = [...all.filter(it => !touching.includes(it)), [...new Set([...touching.flat(), ...set])]]
  }
  return all
}

interface Failure {
  readonly path: string
  readonly isNew: boolean
}

class Mixer {
  readonly #before: Ruleset
  readonly #after: Ruleset
  readonly #changed: ReadonlySet<string>
  /** Things that only one has, and that make no sense among the other's. */
  readonly #unfit = new Map<string, ReadonlySet<string>>()

  constructor(before: Ruleset, after: Ruleset, changed: ReadonlySet<string>) {
    this.#before = before
    this.#after = after
    this.#changed = changed
  }

  program(chosen: readonly string[]): Program | undefined {
    return this.#tried(new Set(chosen), false)?.program
  }

  /** What has to change with these for the ruleset to make sense. */
  closure(chosen: readonly string[]): readonly string[] | undefined {
    const found = this.#tried(new Set(chosen), true)
    return found === undefined ? undefined : [...found.chosen]
  }

  #tried(first: ReadonlySet<string>, mayGrow: boolean) {
    const chosen = new Set(first)
    const unfit = new Set(this.#unfit.get([...first].toSorted().join()) ?? [])
    for (let round = 0; round < ROUNDS; round++) {
      const mixed = mix(this.#before, this.#after, chosen, unfit)
      const { value, diagnostics } = checkRuleset(mixed)
      if (value !== undefined && !hasErrors(diagnostics)) {
        this.#unfit.set([...chosen].toSorted().join(), unfit)
        return { program: value, chosen }
      }
      const failures = diagnostics
        .filter(it => it.severity === 'error')
        .flatMap(it => this.#failure(it.at) ?? [])
      if (!failures.map(it => this.#mend(it, chosen, unfit, mayGrow)).some(it => it)) return undefined
    }
    return undefined
  }

  /** Whether something was done about a failure. */
  #mend({ path, isNew }: Failure, chosen: Set<string>, unfit: Set<string>, mayGrow: boolean): boolean {
    const isShared = hasPath(this.#before, path) && hasPath(this.#after, path)
    if (!isShared) return !unfit.has(path) && unfit.add(path).size > 0
    if (!mayGrow) return false
    if (!isNew && this.#changed.has(path)) return !chosen.has(path) && chosen.add(path).size > 0
    const named = wordsIn(this.#after, path)
    const more = [...this.#changed].filter(
      it => !chosen.has(it) && VOCABULARY.test(it) && named.has(lastOf(it)),
    )
    for (const it of more) chosen.add(it)
    return more.length > 0
  }

  /** Which thing of which ruleset a place is in. */
  #failure(at: Span): Failure | undefined {
    for (const [ruleset, isNew] of [
      [this.#after, true],
      [this.#before, false],
    ] as const) {
      for (const [path, whole] of placesIn(ruleset)) {
        if (whole.source === at.source && whole.start <= at.start && at.end <= whole.end)
          return { path, isNew }
      }
    }
    return undefined
  }
}
const ROUNDS = 12
const VOCABULARY = /^(?:codes|dimensions|levels|tables|parameters|rules)\./

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** The words that a thing is declared with. */
function wordsIn(ruleset: Ruleset, path: string): ReadonlySet<string> {
  const [, whole] = placesIn(ruleset).find(([it]) => it === path) ?? []
  return new Set(whole === undefined ? [] : textOf(whole).match(/[\w-]+/g))
}

const SECTIONS = ['reasons', 'dimensions', 'codes', 'tables', 'parameters', 'styles'] as const

/** The innermost things come first. */
function placesIn(ruleset: Ruleset): readonly (readonly [string, Span])[] {
  return [
    ...[...ruleset.rules].flatMap(([level, rules]) =>
      [...rules.values()].map(it => [`rules.${level}.${it.name}`, it.whole] as const),
    ),
    ...[...ruleset.levels.values()].flatMap(level => [
      ...[...level.inputs.values()].map(it => [`levels.${level.name}.inputs.${it.name}`, it.whole] as const),
      [`levels.${level.name}`, level.whole] as const,
    ]),
    ...SECTIONS.flatMap(section =>
      [...ruleset[section].values()].map(it => [`${section}.${it.name}`, it.whole] as const),
    ),
  ]
}

const hasPath = (ruleset: Ruleset, path: string): boolean => placesIn(ruleset).some(([it]) => it === path)

function mix(
  before: Ruleset,
  after: Ruleset,
  chosen: ReadonlySet<string>,
  unfit: ReadonlySet<string>,
): Ruleset {
  const merge = <T>(
    old: ReadonlyMap<string, T>,
    now: ReadonlyMap<string, T>,
    prefix: string,
  ): ReadonlyMap<string, T> => {
    const all = [...new Set([...now.keys(), ...old.keys()])].flatMap(name => {
      const path = `${prefix}.${name}`
      const [was, is] = [old.get(name), now.get(name)]
      const taken = was === undefined || is === undefined ? (was ?? is) : chosen.has(path) ? is : was
      return taken === undefined || unfit.has(path) ? [] : [[name, taken] as const]
    })
    return new Map(all)
  }
  const levels = [...merge(before.levels, after.levels, 'levels')].map(([name, level]): [string, Level] => {
    const [old, now] = [before.levels.get(name)?.inputs, after.levels.get(name)?.inputs]
    return [name, { ...level, inputs: merge(old ?? new Map(), now ?? new Map(), `levels.${name}.inputs`) }]
  })
  const rules = [...new Set([...after.rules.keys(), ...before.rules.keys()])].map(
    level =>
      [
        level,
        merge(before.rules.get(level) ?? new Map(), after.rules.get(level) ?? new Map(), `rules.${level}`),
      ] as const,
  )
  const sections = Object.fromEntries(
    SECTIONS.map(section => [section, merge<unknown>(before[section], after[section], section)]),
  ) as unknown as Pick<Ruleset, (typeof SECTIONS)[number]>
  const sources = new Map([...before.sources, ...after.sources])
  return { ...after, ...sections, sources, levels: new Map(levels), rules: new Map(rules), laws: new Map() }
}
