/**
 * Compiles the JSON Schemas of the specification into code, so that the program checks documents
 * without a schema compiler at hand and without making code while it runs.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'

const HEADER = '// Generated from the specification by `npm run generate`. Do not edit.\n'

/** What each schema of a folder, `NAME.schema.json`, is called. */
const schemaNames = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter(it => it.endsWith('.schema.json'))
    .map(it => it.replace('.schema.json', ''))
    .sort()

/** The types of that module: what a compiler of schemas writes has none of its own. */
export const validatorTypes = (folder: string): string => `${HEADER}
import type { Validator } from '../validator.ts'

${schemaNames(folder)
  .map(it => `export declare const ${it}: Validator`)
  .join('\n')}
`

/** The source of a module with one function for each schema of a folder. */
export function validatorsFile(folder: string): string {
  const names = schemaNames(folder)
  const schemas = names.map(it => read(join(folder, `${it}.schema.json`)))
  const ajv = new Ajv2020({
    schemas,
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strict: true,
    strictRequired: false,
    inlineRefs: false,
    unicodeRegExp: false,
    // Lengths in code points would need a module that is loaded at run time; only emptiness is asked for.
    unicode: false,
    code: { source: true, esm: true },
    logger: false,
  } as ConstructorParameters<typeof Ajv2020>[0])
  const ids = Object.fromEntries(names.map((it, index) => [it, schemas[index]?.$id ?? it]))
  const code = standalone.default(ajv, ids)
  if (/\brequire\(/.test(code)) throw new Error('the validators would need a module at run time')
  return `${HEADER}${code.replace(/^"use strict";/, '')}\n`
}

/** A schema without what only people read. */
function read(path: string): { readonly $id: string } {
  return JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    key === 'description' && typeof value === 'string' ? undefined : value,
  )
}
