/** What a ruleset written in a case file has where it does not say so itself, as the specification states it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { packageFolder } from './rulesets-folder.ts'

let frame: MapNode | undefined

export function caseFrame(): MapNode {
  frame ??= readFrame(join(packageFolder(), 'spec', '1.0', 'case-frame.yaml'))
  return frame
}

/** It comes with the program, so that one which cannot be read is no mistake of a user. */
function readFrame(path: string): MapNode {
  const { value } = readDocument({ name: path, text: readFileSync(path, 'utf8') })
  if (value === undefined) throw new Error(`${path} is not a document`)
  return value
}
