/**
 * Finds a ruleset by its address, its folder or its file and reads what it is made of: the document,
 * with overlays applied, and the files beside it. Whether it makes sense is for checking to say.
 */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { parseAddress } from '../model/address.ts'
import { applyOverlay } from '../model/apply-overlay.ts'
import type { RulesetFiles } from '../model/build-ruleset.ts'
import { buildRegistry, findRelease, type Registry, type Release } from '../model/registry.ts'
import { supplyTable, takesRows } from '../model/supply-table.ts'
import type { Source, Span } from '../source/source.ts'
import { entryOf, type MapNode } from '../syntax/document/node.ts'
import { readDocument } from '../syntax/document/read-document.ts'
import { validateDocument } from '../syntax/document/validate-document.ts'
import { filesIn, isInside, readSource } from './ruleset-folder.ts'

/** Something the user named, and where. */
export interface Named {
  readonly text: string
  readonly at: Span
}
export interface LoadRequest {
  /** An address, a folder that holds `ruleset.yaml`, or a file. */
  readonly ruleset: Named
  /** The folder of the registry. */
  readonly rulesets: string
  /** Overlays by path, or by their name in the ruleset's folder `overlays`; applied in order. */
  readonly overlays?: readonly Named[]
  /** Files whose rows stand in for those of a table. */
  readonly tables?: readonly { readonly table: Named; readonly file: Named }[]
}
export interface LoadedRuleset {
  readonly document: MapNode
  readonly files: RulesetFiles
  /** The folder, as its files are named in messages. */
  readonly folder: string
  /** The entry of the registry, when the ruleset was named by its address. */
  readonly release?: Release
  /** Whether overlays or files of the user changed it. */
  readonly isChanged: boolean
}

export function loadRuleset(request: LoadRequest): Outcome<LoadedRuleset | undefined> {
  const diagnostics: Diagnostic[] = []
  const accept = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics)
    return outcome.value
  }
  const place = accept(findRuleset(request))
  if (place === undefined) return { value: undefined, diagnostics }
  let document = accept(readPart(join(place.folder, place.file), 'ruleset', request.ruleset))
  const overlays = [...place.overlays, ...(request.overlays ?? []).map(it => overlayPath(place.folder, it))]
  for (const { path, named } of overlays) {
    const overlay = accept(readPart(path, 'overlay', named ?? request.ruleset))
    if (document !== undefined && overlay !== undefined) document = accept(applyOverlay(document, overlay))
  }
  if (document === undefined) return { value: undefined, diagnostics }
  const supplied = accept(supplyTables(document, request.tables ?? []))
  const { folder, release } = place
  const isChanged = (request.overlays?.length ?? 0) + supplied.files.size > 0
  const files = filesIn(realpathSync(folder), folder, supplied.files)
  return {
    value: {
      document: supplied.document,
      files,
      folder,
      isChanged,
      ...(release === undefined ? {} : { release }),
    },
    diagnostics,
  }
}

/** Reads a document and validates its form; undefined where it has none that could be used. */
export function readPart(
  path: string,
  form: Parameters<typeof validateDocument>[1],
  named: Named,
): Outcome<MapNode | undefined> {
  const source = readSource(path)
  if ('reason' in source) {
    const args = { file: path, reason: source.reason }
    return { value: undefined, diagnostics: [report('misuse/unreadable-file', named.at, args)] }
  }
  const read = readDocument(source)
  if (read.value === undefined) return { value: undefined, diagnostics: read.diagnostics }
  const form_ = validateDocument(read.value, form)
  return { value: read.value, diagnostics: [...read.diagnostics, ...form_] }
}

// --- where it is ---------------------------------------------------------------------------------

interface Place {
  readonly folder: string
  readonly file: string
  readonly overlays: readonly { readonly path: string; readonly named?: Named }[]
  readonly release?: Release
}

function findRuleset(request: LoadRequest): Outcome<Place | undefined> {
  const { text, at } = request.ruleset
  const path = existsSync(text) ? text : undefined
  if (path !== undefined && statSync(path).isFile()) {
    return { value: { folder: dirname(path), file: basename(path), overlays: [] }, diagnostics: [] }
  }
  if (path !== undefined && existsSync(join(path, 'ruleset.yaml'))) {
    return { value: { folder: path, file: 'ruleset.yaml', overlays: [] }, diagnostics: [] }
  }
  if (text.includes('@')) return findByAddress(request)
  const known = listReleases(request.rulesets).map(it => it.address.ruleset)
  const near = nearest(text, known) ?? known.find(it => it === text)
  const example = listReleases(request.rulesets).find(it => it.address.ruleset === near)
  const suggestion = example === undefined ? undefined : `${near}@${example.address.year}`
  return {
    value: undefined,
    diagnostics: [report('misuse/unknown-ruleset', at, { name: text, nearest: suggestion })],
  }
}

function findByAddress({ ruleset, rulesets }: LoadRequest): Outcome<Place | undefined> {
  const address = parseAddress(fragmentOf(ruleset))
  if (address.value === undefined) return { value: undefined, diagnostics: address.diagnostics }
  const registry = readRegistry(rulesets, ruleset)
  if (registry.value === undefined) return { value: undefined, diagnostics: registry.diagnostics }
  const found = findRelease(registry.value, address.value, ruleset.at)
  const diagnostics = [...registry.diagnostics, ...found.diagnostics]
  const release = found.value
  if (release === undefined) return { value: undefined, diagnostics }
  if (!isInside(rulesets, release.folder)) {
    const args = {
      file: join(rulesets, release.folder),
      reason: 'the registry names it, and it is not there',
    }
    return {
      value: undefined,
      diagnostics: [...diagnostics, report('misuse/unreadable-file', ruleset.at, args)],
    }
  }
  const folder = join(rulesets, release.folder)
  const overlays = release.overlays.map(it => ({ path: join(folder, it) }))
  return { value: { folder, file: 'ruleset.yaml', overlays, release }, diagnostics }
}

const fragmentOf = ({ text, at }: Named) => ({
  source: at.source,
  text,
  pieces: [{ index: 0, offset: at.start }],
})

function readRegistry(rulesets: string, named: Named): Outcome<Registry | undefined> {
  const path = join(rulesets, 'registry.yaml')
  if (!existsSync(path)) {
    const diagnostics = [report('misuse/no-registry', named.at, { folder: rulesets })]
    return { value: undefined, diagnostics }
  }
  const document = readPart(path, 'registry', named)
  if (document.value === undefined || hasErrors(document.diagnostics)) {
    return { value: undefined, diagnostics: document.diagnostics }
  }
  const registry = buildRegistry(document.value)
  return { value: registry.value, diagnostics: [...document.diagnostics, ...registry.diagnostics] }
}

/** The releases of a folder's registry, in its order; none where there is no readable registry. */
export function listReleases(rulesets: string): readonly Release[] {
  const nowhere: Span = { source: { name: '', text: '' }, start: 0, end: 0 }
  const registry = readRegistry(rulesets, { text: '', at: nowhere })
  return [...(registry.value?.releases.values() ?? [])]
}

/** An overlay given by path, or by its name among the ruleset's own. */
function overlayPath(folder: string, named: Named): { readonly path: string; readonly named: Named } {
  const own = join(folder, 'overlays', `${named.text}.yaml`)
  const isOwn = !existsSync(named.text) && /^[\w.-]+$/.test(named.text) && existsSync(own)
  return { path: isOwn ? own : named.text, named }
}

// --- tables --------------------------------------------------------------------------------------

interface Supplied {
  /** The document, with the tables reading their rows from these files. */
  readonly document: MapNode
  /** The user's files, by the paths under which the document knows them. */
  readonly files: ReadonlyMap<string, Source>
}

function supplyTables(document: MapNode, tables: NonNullable<LoadRequest['tables']>): Outcome<Supplied> {
  const diagnostics: Diagnostic[] = []
  const section = entryOf(document, 'tables')?.value
  const declared = section?.kind === 'map' ? section.entries : []
  const files = new Map<string, Source>()
  let supplied = document
  for (const { table, file } of tables) {
    const entry = declared.find(it => it.key.text === table.text)
    const source = readSource(file.text)
    if (entry === undefined) {
      const names = declared.map(it => it.key.text)
      const args = { table: table.text, nearest: nearest(table.text, names) }
      diagnostics.push(report('misuse/unknown-table', table.at, args))
    } else if (!takesRows(entry.value)) {
      diagnostics.push(report('misuse/table-of-a-level', table.at, { table: table.text }))
    } else if ('reason' in source) {
      diagnostics.push(report('misuse/unreadable-file', file.at, { file: file.text, reason: source.reason }))
    } else {
      const path = `supplied/${table.text}.csv`
      supplied = supplyTable(supplied, table.text, path, file.at)
      files.set(path, source)
    }
  }
  return { value: { document: supplied, files }, diagnostics }
}

/** What a registered ruleset says of itself; empty where it cannot be read. */
export function readHead(
  rulesets: string,
  release: Release,
): { readonly title: string; readonly status: string } {
  const source = readSource(join(rulesets, release.folder, 'ruleset.yaml'))
  const document = 'reason' in source ? undefined : readDocument(headOf(source)).value
  const textAt = (key: string): string => {
    const value = document && entryOf(document, key)?.value
    return value?.kind === 'scalar' ? value.text : ''
  }
  return { title: textAt('title'), status: textAt('status') || 'official' }
}

/** The part before the long sections, when the title stands there, as it usually does. */
function headOf(source: Source): Source {
  const end = source.text.search(SECTION)
  const head = source.text.slice(0, end)
  return end > 0 && /^title:/m.test(head) && !/^status:/m.test(source.text.slice(end))
    ? { ...source, text: head }
    : source
}
const SECTION = /^(?:sources|reasons|dimensions|codes|levels|tables|parameters|styles|rules|laws):/m
