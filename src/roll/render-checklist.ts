/** The checklist for people: at a terminal, or as Markdown to be passed round. */
import { type Checklist, isLeft, type ListedGroup, type ListedItem, type OldLabel } from './checklist.ts'
import { differing } from './items.ts'

export interface ChecklistStyle {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly good: (text: string) => string
  readonly warning: (text: string) => string
}
export interface ChecklistOptions {
  readonly width: number
  readonly style: ChecklistStyle
  /** Whether what is done is listed as well. */
  readonly all: boolean
}

/** What may follow the list: the worked examples, and what to type next. */
export interface Aftermath {
  readonly examples: string
  readonly next: string
}

const same = (text: string): string => text
const PLAIN: ChecklistStyle = { strong: same, faint: same, good: same, warning: same }

export function renderChecklist(
  list: Checklist,
  { examples, next }: Aftermath,
  { width, style = PLAIN, all }: ChecklistOptions,
): string {
  const { address, from, file, done, left, groups, labels } = list
  const total = done + left
  const head =
    `${style.strong(address)}, made from ${from}: ${share(done, total, style)}\n` +
    style.faint(`Lines are those of ${file}\n`)
  const blocks = groups.map(it => groupText(it, { width, style, all }))
  const years =
    labels.length === 0
      ? ''
      : `\n${style.strong('Texts that name earlier years')}  ${labels.length} to look at\n${labels.map(it => labelText(it, width, style)).join('')}`
  const worked = `\n${style.strong('Worked examples')}  ${examples}\n`
  return `${head}${blocks.join('')}${years}${worked}${next === '' ? '' : `\n${style.faint(next)}\n`}`
}

const share = (done: number, total: number, style: ChecklistStyle): string =>
  done === total ? style.good(`all ${total} done`) : `${done} of ${total} done, ${total - done} left`

function groupText({ title, done, left, items }: ListedGroup, options: ChecklistOptions): string {
  const { width, style, all } = options
  const shown = items.filter(it => all || isLeft(it))
  const longest = Math.min(Math.max(0, ...shown.map(it => it.path.length)), LONGEST_PATH)
  const lines = shown.map(it => itemText(it, longest, width, style))
  return `\n${style.strong(title)}  ${share(done, done + left, style)}\n${lines.join('')}`
}
const LONGEST_PATH = 44

const MARK: Readonly<Record<ListedItem['state'], string>> = {
  left: '[ ]',
  'rows left': '[-]',
  confirmed: '[x]',
  withdrawn: '[~]',
}

function itemText(item: ListedItem, longest: number, width: number, style: ChecklistStyle): string {
  const place = item.at === undefined ? '' : `:${item.at.line}`
  const start = `  ${MARK[item.state]} ${item.path.padEnd(longest)}  `
  const room = Math.max(10, width - start.length - place.length - 2)
  const about = cut(aboutOf(item), room)
  const body = item.now === undefined ? about : style.warning(about)
  return `${start}${body}${place === '' ? '' : `  ${style.faint(place)}`}\n`
}

/** What it said, and what it says now. */
function aboutOf({ before, now, state, rows }: ListedItem): string {
  const left = state === 'rows left' ? `left: ${rows.join(', ')}; ` : ''
  const text = now === undefined ? before : changedText(before, now)
  return `${left}${state === 'withdrawn' ? 'withdrawn: ' : ''}${text}`
}

function changedText(before: string, now: string): string {
  const [was, is] = differing(before, now)
  return now === before ? `${now} (changed)` : `${is} (was ${was})`
}

function labelText({ file, line, text, count }: OldLabel, width: number, style: ChecklistStyle): string {
  const place = `${file}:${line}`
  const more = count > 1 ? ` (${count} lines)` : ''
  const room = Math.max(10, width - place.length - 6 - more.length)
  return `  ${style.faint(place)}  ${cut(text, room)}${more}\n`
}

const cut = (text: string, room: number): string =>
  text.length > room ? `${text.slice(0, room - 1)}…` : text

// --- Markdown --------------------------------------------------------------------------------------

export function renderChecklistMarkdown(list: Checklist, { examples }: Pick<Aftermath, 'examples'>): string {
  const { address, from, done, left, groups, labels } = list
  const parts = groups.map(
    it =>
      `\n## ${it.title}: ${it.done} of ${it.done + it.left} done\n\n${it.items.map(itemMarkdown).join('')}`,
  )
  const years = labels.map(it => `- [ ] \`${it.file}:${it.line}\` ${escaped(it.text)}\n`).join('')
  return `# ${address}, made from ${from}\n\n${done} of ${done + left} done.\n${parts.join('')}${
    years === '' ? '' : `\n## Texts that name earlier years\n\n${years}`
  }\n## Worked examples\n\n${examples}\n`
}

function itemMarkdown(item: ListedItem): string {
  const place = item.at === undefined ? '' : ` (${item.at.file}:${item.at.line})`
  return `- [${isLeft(item) ? ' ' : 'x'}] \`${item.path}\` ${escaped(cut(aboutOf(item), 160))}${place}\n`
}

const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]]/g, '\\$&')
