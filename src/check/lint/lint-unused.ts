/** Declared names that nothing uses. Rules are what a ruleset is for, so an unread rule is no mistake. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { report } from '../../diagnostics/report.ts'
import type { Program } from '../../model/program.ts'
import type { Citation, Cited, Declared, Rule, Ruleset } from '../../model/ruleset.ts'
import { type Uses, usesOf } from './uses-of.ts'

export function lintUnused(ruleset: Ruleset, program: Program): readonly Diagnostic[] {
  const uses = usesOf(program)
  const unless =
    (used: ReadonlySet<string>) =>
    (it: Declared): boolean =>
      !used.has(it.name)
  return [
    ...unused('source', ruleset.sources, unless(citedSources(ruleset))),
    ...unused('reason', ruleset.reasons, unless(uses.reasons)),
    ...unused('dimension', ruleset.dimensions, unless(uses.lists)),
    ...unused('code list', ruleset.codes, unless(uses.lists)),
    ...unusedInputs(ruleset, program, uses),
    ...unused('table', ruleset.tables, unless(uses.tables)),
    ...unused('parameter', ruleset.parameters, unless(uses.parameters)),
    ...unused('style', ruleset.styles, unless(namedStyles(ruleset))),
  ]
}

const unused = (
  what: string,
  declared: ReadonlyMap<string, Declared>,
  isUnused: (it: Declared) => boolean,
): readonly Diagnostic[] =>
  [...declared.values()].filter(isUnused).map(it => report('lint/unused', it.at, { what, name: it.name }))

/** An input with dimensions is used when any of its columns is. */
function unusedInputs(ruleset: Ruleset, program: Program, uses: Uses): readonly Diagnostic[] {
  const used = new Set<string>()
  for (const id of uses.columns) {
    const column = program.columns.get(id)
    if (column !== undefined) used.add(`${column.level}.${column.name}`)
  }
  return [...ruleset.levels.values()].flatMap(({ name: level, inputs }) =>
    [...inputs.values()]
      .filter(({ name }) => !used.has(`${level}.${name}`))
      .map(({ name, at }) => report('lint/unused', at, { what: 'input', name: `${level}.${name}` })),
  )
}

export const rulesOf = (ruleset: Ruleset): readonly Rule[] =>
  [...ruleset.rules.values()].flatMap(it => [...it.values()])

function citedSources(ruleset: Ruleset): ReadonlySet<string> {
  const cites: Citation[] = [...citedElsewhere(ruleset)]
  for (const { inputs } of ruleset.levels.values()) for (const it of inputs.values()) cites.push(...it.cites)
  for (const it of ruleset.parameters.values()) cites.push(...it.cites)
  for (const it of ruleset.tables.values()) cites.push(...it.cites, ...it.rows.flatMap(row => row.cites))
  for (const it of rulesOf(ruleset)) {
    cites.push(...it.cites)
    if (it.body.kind === 'decide') cites.push(...it.body.rows.flatMap(row => row.cites))
  }
  return new Set(cites.map(it => it.source))
}

/** Things that seldom have a citation. */
const citedElsewhere = ({
  reasons,
  dimensions,
  codes,
  levels,
  styles,
  tables,
}: Ruleset): readonly Citation[] => [
  ...[reasons, dimensions, codes, levels, styles]
    .flatMap((it: ReadonlyMap<string, Cited>) => [...it.values()])
    .flatMap(it => it.cites ?? []),
  ...[...tables.values()].flatMap(it => it.stated ?? []).flatMap(it => it.cites),
]

const namedStyles = (ruleset: Ruleset): ReadonlySet<string> =>
  new Set(rulesOf(ruleset).flatMap(({ show }) => (show !== undefined && 'style' in show ? [show.style] : [])))
