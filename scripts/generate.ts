/**
 * Writes what follows from the specification's data: diagnostic codes and their wording, operators, the
 * code that checks documents against the schemas, and the reference pages. `--check` writes nothing and
 * fails when a file is not what it would write.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'yaml'
import { referencePages } from './reference/reference-pages.ts'
import { validatorsFile, validatorTypes } from './validators.ts'

const SPEC = 'spec/1.0'
const HEADER = '// Generated from the specification by `npm run generate`. Do not edit.\n'

interface CatalogueEntry {
  readonly severity: string
  readonly message: string
  readonly hint?: string
}

function readCatalogue(): ReadonlyMap<string, CatalogueEntry> {
  const folder = join(SPEC, 'diagnostics')
  const files = readdirSync(folder)
    .filter(it => it.endsWith('.yaml'))
    .sort()
  return new Map(
    files.flatMap(
      it => Object.entries(parse(readFileSync(join(folder, it), 'utf8')) ?? {}) as [string, CatalogueEntry][],
    ),
  )
}

function codesFile(catalogue: ReadonlyMap<string, CatalogueEntry>): string {
  const union = [...catalogue.keys()].map(it => `  | '${it}'`).join('\n')
  return `${HEADER}\n/** Every diagnostic the program can give. */\nexport type DiagnosticCode =\n${union}\n`
}

function catalogueFile(catalogue: ReadonlyMap<string, CatalogueEntry>): string {
  const rows = [...catalogue].map(([code, { severity, message, hint }]) => {
    const fields = { severity, message, ...(hint === undefined ? {} : { hint }) }
    return `  ${JSON.stringify(code)}: ${JSON.stringify(fields)},`
  })
  return `${HEADER}
import type { Severity } from '../diagnostic.ts'
import type { DiagnosticCode } from './codes.ts'

/** Severity and wording of each diagnostic; \`{name}\` stands for an argument. */
export const CATALOGUE: Readonly<
  Record<DiagnosticCode, { readonly severity: Severity; readonly message: string; readonly hint?: string }>
> = {
${rows.join('\n')}
}
`
}

type OperatorEntry = Record<string, unknown>

function readOperators(): Record<string, Record<string, OperatorEntry>> {
  return parse(readFileSync(join(SPEC, 'operators.yaml'), 'utf8'))
}

/** The table of operators, with `group/id` as keys and the words yes and no as booleans where they are settings. */
function operatorsFile(groups: Record<string, Record<string, OperatorEntry>>): string {
  const rows = Object.entries(groups).flatMap(([group, operators]) =>
    Object.entries(operators).map(([id, entry]) => {
      const row = JSON.stringify({ group, id, ...entry }, (key, value) =>
        key === 'more' ? value === 'yes' : value,
      )
      return `  ${JSON.stringify(`${group}/${id}`)}: ${row.replace('"may fail"', '"mayFail"')},`
    }),
  )
  return `${HEADER}
import type { Operator } from '../operator.ts'

/** Every operator of the language, by group and id. */
export const OPERATORS = {
${rows.join('\n')}
} as const satisfies Readonly<Record<string, Operator>>
`
}

const catalogue = readCatalogue()
const outputs: ReadonlyMap<string, string> = new Map([
  ['src/model/generated/operators.ts', operatorsFile(readOperators())],
  ['src/syntax/document/generated/validators.js', validatorsFile(join(SPEC, 'schema'))],
  ['src/syntax/document/generated/validators.d.ts', validatorTypes(join(SPEC, 'schema'))],
  ['src/diagnostics/generated/codes.ts', codesFile(catalogue)],
  ['src/diagnostics/generated/catalogue.ts', catalogueFile(catalogue)],
  ...referencePages(SPEC),
])

const isCheck = process.argv.includes('--check')
for (const [path, content] of outputs) {
  if (!isCheck) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== content) {
    console.error(`${path} is not current: run npm run generate`)
    process.exitCode = 1
  }
}
