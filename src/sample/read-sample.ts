/** From a document to a sample that can be drawn, and all there is to say about it on the way. */
import { levelsWithInputs } from '../data/cohort-plan.ts'
import { inputsOf, needsColumn } from '../data/match-columns.ts'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import type { Program } from '../model/program.ts'
import type { MapNode } from '../syntax/document/node.ts'
import { type CompiledLevel, compileLevel } from './compile-level.ts'
import type { Description, LevelDescription } from './description.ts'
import { readDescription } from './read-description.ts'
import type { Sample, SampleLevel } from './sample.ts'
import type { Complain } from './site.ts'

/** A description whose form has been validated, for a program. Undefined where it could not be drawn. */
export function readSample(document: MapNode, program: Program): Outcome<Sample | undefined> {
  const read = readDescription(document)
  if (read.value === undefined || hasErrors(read.diagnostics)) {
    return { value: undefined, diagnostics: read.diagnostics }
  }
  const diagnostics = new Map<string, Diagnostic>()
  const complain: Complain = (code, at, args, details) => {
    const id = `${code} ${at.start} ${at.end}`
    if (!diagnostics.has(id)) diagnostics.set(id, report(code, at, args, details))
  }
  const sample = compile(read.value, program, complain)
  const said = [...diagnostics.values()].toSorted((a, b) => a.at.start - b.at.start)
  return { value: hasErrors(said) ? undefined : sample, diagnostics: said }
}

function compile(description: Description, program: Program, complain: Complain): Sample | undefined {
  const { title, seed, size } = description
  const levels = fromTheTop(description, program, complain)
  const [first] = levels
  checkLevels(description, program, complain)
  if (first === undefined) return undefined
  const compiled = new Map<string, CompiledLevel>()
  for (const it of levels) {
    compiled.set(it.name, compileLevel(it, compiled.get(it.in?.text ?? ''), program, complain))
  }
  const made = new Map<string, SampleLevel>()
  for (const it of levels.toReversed()) {
    const own = compiled.get(it.name)
    const below = levels
      .filter(other => other.in?.text === it.name)
      .flatMap(other => made.get(other.name) ?? [])
    if (own !== undefined) made.set(it.name, { ...own.level, below })
  }
  const root = made.get(first.name)
  const all = levels.flatMap(it => made.get(it.name) ?? [])
  return root && { title, seed, size: { level: size.level, rows: size.rows }, root, levels: all }
}

/** Each level after the one it is in; complains of what is in nothing, in itself, or unknown. */
function fromTheTop(
  { levels }: Description,
  program: Program,
  complain: Complain,
): readonly LevelDescription[] {
  const known = [...levels.values()].filter(it => isKnown(it, program, complain))
  const [root, ...others] = known.filter(it => it.in === undefined)
  for (const it of others) complain('sample/several-roots', it.at, { level: it.name, root: root?.name })
  const found: LevelDescription[] = root === undefined ? [] : [root]
  for (const above of found) found.push(...known.filter(it => it.in?.text === above.name))
  for (const it of known) {
    if (it.in === undefined || found.includes(it)) continue
    const above = it.in.text
    const names = known.map(other => other.name)
    if (names.includes(above)) complain('sample/in-itself', it.in.at, { level: it.name, above })
    else complain('sample/unknown-level', it.in.at, { level: above, nearest: nearest(above, names) })
  }
  return found
}

/** A level that the ruleset does not have can hold hidden columns only. */
function isKnown({ name, at, inputs }: LevelDescription, program: Program, complain: Complain): boolean {
  if (program.levels.has(name) || inputs.size === 0) return true
  complain('sample/unknown-level', at, { level: name, nearest: nearest(name, program.levels.keys()) })
  return false
}

/** The level that is counted is there, and so is every level that running needs rows of. */
function checkLevels({ levels, size }: Description, program: Program, complain: Complain): void {
  if (!levels.has(size.level)) {
    complain('sample/unknown-level', size.at, {
      level: size.level,
      nearest: nearest(size.level, levels.keys()),
    })
  }
  for (const level of levelsWithInputs(program)) {
    const isGroup = program.levels.get(level)?.groups !== undefined
    const isNeeded = inputsOf(program, level).some(it => needsColumn(it) && !(it.isKey && isGroup))
    if (isNeeded && !levels.has(level)) complain('sample/level-not-drawn', size.at, { level })
  }
}
