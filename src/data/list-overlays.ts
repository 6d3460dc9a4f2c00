/** Which overlays come with a ruleset: the files of its folder `overlays`, by the name to give them by. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { entryOf } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { readSource } from './ruleset-folder.ts'

export interface OverlayHead {
  readonly name: string
  /** Empty where the file has none that can be read. */
  readonly title: string
}

/** In the order of their names. */
export function listOverlays(folder: string): readonly OverlayHead[] {
  const overlays = join(folder, 'overlays')
  if (!existsSync(overlays)) return []
  return readdirSync(overlays)
    .filter(it => it.endsWith('.yaml'))
    .sort()
    .map(it => ({ name: it.slice(0, -'.yaml'.length), title: titleIn(join(overlays, it)) }))
}

function titleIn(path: string): string {
  const source = readSource(path)
  const document = 'reason' in source ? undefined : readDocument(source).value
  const title = document && entryOf(document, 'title')?.value
  return title?.kind === 'scalar' ? title.text : ''
}
