/** The pages of diagnostics, a page for each stage. */
import { stringify } from 'yaml'
import type { Stage } from './reference-pages.ts'

export type Catalogue = Readonly<Record<string, Entry>>
export interface Entry {
  readonly severity: string
  readonly message: string
  readonly hint?: string
  readonly why: string
  readonly fails: readonly Example[]
  readonly repaired?: readonly Example[]
}
type Example = Readonly<Record<string, unknown>>

export const diagnosticsIndex = (stages: readonly Stage[]): string => `# Diagnostics

Every diagnostic has a code, by which \`yardstick\` names it: \`check/unknown-name\`.
An *error* keeps the rules from running, a *warning* is most likely a slip, a *note* is something to know.
Words in braces stand for what is found in the file.

${stages.map(indexOf).join('\n\n')}
`

const indexOf = ({ stage, about, entries }: Stage): string => `## ${stage}

${about}

${Object.entries(entries)
  .map(([code, { message }]) => `- [\`${code}\`](${stage}.md#${anchorOf(code)}): ${message}`)
  .join('\n')}`

/** As a heading of the code alone is linked to. */
const anchorOf = (code: string): string => code.replaceAll('/', '')

export const diagnosticsPage = ({ stage, about, entries }: Stage): string => `# Diagnostics: ${stage}

${about}

${Object.entries(entries).map(sectionOf).join('\n\n')}
`

function sectionOf([code, { severity, message, hint, why, fails, repaired = [] }]: [string, Entry]): string {
  const [failing] = fails
  const [repair] = repaired
  return [
    `## ${code}`,
    `*${severity}*: ${message}${hint === undefined ? '' : `  \n*hint*: ${hint}`}`,
    why.trim().replaceAll(/\n+/g, ' '),
    ...(failing === undefined ? [] : [exampleOf(failing)]),
    ...(repair === undefined ? [] : ['Put right:', exampleOf(repair)]),
  ].join('\n\n')
}

/** Settings of examples that the tests need and readers do not. */
const UNSEEN = new Set(['at', 'occurrence', 'in', 'base64', 'find', 'remark'])

/** What an example consists of, each part in a block of its language. */
function exampleOf(example: Example): string {
  const parts = Object.entries(example).filter(([name]) => !UNSEEN.has(name))
  const place =
    typeof example.at === 'string' && example.at !== '' && !example.at.includes('\n') ? example.at : undefined
  const shown = place === undefined || parts.length === 0 ? [] : [`Shown at ${codeSpan(place)}.`]
  return [...parts.map(partOf), ...shown].join('\n\n')
}

function partOf([name, value]: [string, unknown]): string {
  if (name === 'generated') return `An example is ${value}.`
  if (name === 'arguments' && Array.isArray(value)) return block('sh', `yardstick ${value.join(' ')}`)
  if (name === 'files' && typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([file, text]) => `${codeSpan(file)}:\n\n${block('csv', String(text))}`)
      .join('\n\n')
  if (value === '') return 'An empty file.'
  if (typeof value !== 'string') return block('yaml', stringify({ [name]: value }))
  return block(LANGUAGES[name] ?? 'yaml', value)
}

const LANGUAGES: Readonly<Record<string, string>> = {
  csv: 'csv',
  expression: 'text',
  pattern: 'text',
  type: 'text',
  instead: 'text',
  address: 'text',
  file: 'text',
}

function block(language: string, text: string): string {
  const fence = text.includes('```') ? '````' : '```'
  return `${fence}${language}\n${visible(text.replace(/\n+$/, ''))}\n${fence}`
}

/** Control characters as the pictures of them, so that a page stays a text. */
const visible = (text: string): string =>
  text.replace(/[^\P{Cc}\n\t]/gu, it => String.fromCodePoint(0x2400 + (it.codePointAt(0) ?? 0)))

/** Text between as many backticks as it needs. */
function codeSpan(text: string): string {
  const marks = '`'.repeat(Math.max(0, ...(text.match(/`+/g) ?? []).map(it => it.length)) + 1)
  return text.includes('`') ? `${marks} ${text} ${marks}` : `${marks}${text}${marks}`
}
