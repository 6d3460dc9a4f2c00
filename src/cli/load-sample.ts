/** Finds and reads the description of a sample that comes with a ruleset. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readPart } from '../data/load-ruleset.ts'
import { isInside } from '../data/ruleset-folder.ts'
import { hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { readSample } from '../sample/read-sample.ts'
import type { Sample } from '../sample/sample.ts'
import type { Word } from './command-line.ts'
import type { Loaded } from './load.ts'

const FILE = 'sample.yaml'

export const hasSample = ({ parts }: Loaded): boolean => existsSync(join(parts.folder, FILE))

/** The sample of a ruleset; `named` is how the ruleset was asked for. */
export function loadSample({ ruleset, parts }: Loaded, named: Word): Outcome<Sample | undefined> {
  if (!isInside(parts.folder, FILE)) {
    return { value: undefined, diagnostics: [report('misuse/no-sample', named.at, { name: named.text })] }
  }
  const document = readPart(join(parts.folder, FILE), 'sample', named)
  if (document.value === undefined || hasErrors(document.diagnostics)) {
    return { value: undefined, diagnostics: document.diagnostics }
  }
  const sample = readSample(document.value, ruleset.program)
  return { value: sample.value, diagnostics: [...document.diagnostics, ...sample.diagnostics] }
}
