/**
 * Reads EBNF in the notation of the XML recommendation: rules as trees of sequences, choices and
 * repetitions. Knows nothing of the language the grammar describes.
 */

/** What one side of a rule can be made of. */
export type Part =
  | { readonly kind: 'Literal'; readonly text: string }
  | { readonly kind: 'Reference'; readonly name: string }
  /** Characters as between square brackets, in the notation of regular expressions. */
  | { readonly kind: 'Characters'; readonly range: string }
  | { readonly kind: 'Sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'Choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'Repeat'; readonly part: Part; readonly least: 0 | 1; readonly isMany: boolean }

/** Rules by name, in the order written; headings are the comments that stand between them. */
export interface Ebnf {
  readonly rules: ReadonlyMap<string, Part>
  readonly headings: ReadonlyMap<string, string>
}

/** Rules in capitals are about characters; all others about tokens. */
export const isLexical = (name: string): boolean => /^[A-Z]/.test(name)

export function readEbnf(text: string): Ebnf {
  const tokens = [...text.matchAll(TOKEN)].map(it => it[0])
  const rules = new Map<string, Part>()
  const headings = new Map<string, string>()
  let heading: string | undefined
  for (let at = 0; at < tokens.length; ) {
    const [token, next] = [tokens[at] ?? '', tokens[at + 1]]
    if (token.startsWith('/*')) {
      heading = commentText(token)
      at += 1
      continue
    }
    if (next !== '::=') throw new Error(`expected a rule, found ${token}`)
    if (heading !== undefined) headings.set(token, heading)
    heading = undefined
    const end = endOfRule(tokens, at + 2)
    rules.set(token, choiceOf(tokens.slice(at + 2, end)))
    at = end
  }
  return { rules, headings }
}

const TOKEN = /\/\*[\s\S]*?\*\/|::=|'[^']*'|"[^"]*"|\[[^\]]*\]|[A-Za-z_]+|[()|?*+]/g

const commentText = (comment: string): string => comment.slice(2, -2).replace(/\n \*/g, '\n').trim()

/** A rule goes on until a comment or the name of the next. */
function endOfRule(tokens: readonly string[], from: number): number {
  const end = tokens.findIndex((it, at) => at >= from && (it.startsWith('/*') || tokens[at + 1] === '::='))
  return end < 0 ? tokens.length : end
}

function choiceOf(tokens: readonly string[]): Part {
  const parts = splitAt(tokens, '|').map(sequenceOf)
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'Choice', parts }
}

/** Splits at a token, but not inside brackets. */
function splitAt(tokens: readonly string[], separator: string): readonly (readonly string[])[] {
  const pieces: string[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (depth === 0 && token === separator) pieces.push([])
    else pieces.at(-1)?.push(token)
  }
  return pieces
}

function sequenceOf(tokens: readonly string[]): Part {
  const parts: Part[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const end = tokens[at] === '(' ? closingOf(tokens, at) : at
    const part = end > at ? choiceOf(tokens.slice(at + 1, end)) : atomOf(tokens[at] ?? '')
    const suffix = REPEATS[tokens[end + 1] ?? '']
    parts.push(suffix === undefined ? part : { kind: 'Repeat', part, ...suffix })
    at = suffix === undefined ? end : end + 1
  }
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'Sequence', parts }
}

const REPEATS: Readonly<Record<string, { readonly least: 0 | 1; readonly isMany: boolean }>> = {
  '?': { least: 0, isMany: false },
  '*': { least: 0, isMany: true },
  '+': { least: 1, isMany: true },
}

function closingOf(tokens: readonly string[], opening: number): number {
  let depth = 0
  return tokens.findIndex((token, at) => {
    if (at < opening) return false
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    return depth === 0
  })
}

function atomOf(token: string): Part {
  if (token.startsWith('[')) return { kind: 'Characters', range: characters(token) }
  if (/^['"]/.test(token)) return { kind: 'Literal', text: token.slice(1, -1) }
  return { kind: 'Reference', name: token }
}

/** `#xA` is how the notation writes characters by number. */
const characters = (range: string): string =>
  range.replace(/#x([0-9A-F]+)/g, (_, code: string) => `\\u${code.padStart(4, '0')}`)

/** A rule about characters as a regular expression; it may not refer to other rules. */
export const regExpOf = (part: Part): RegExp => new RegExp(`^(?:${patternOf(part)})$`)

function patternOf(part: Part): string {
  switch (part.kind) {
    case 'Literal':
      return part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    case 'Characters':
      return part.range
    case 'Sequence':
      return part.parts.map(patternOf).join('')
    case 'Choice':
      return `(?:${part.parts.map(patternOf).join('|')})`
    case 'Repeat':
      return `(?:${patternOf(part.part)})${part.isMany ? (part.least === 0 ? '*' : '+') : '?'}`
    case 'Reference':
      throw new Error(`a rule about characters refers to ${part.name}`)
  }
}

/** Every literal of the rules about tokens: the words and signs of the language. */
export function literalsOf({ rules }: Ebnf): ReadonlySet<string> {
  const literalsIn = (part: Part): readonly string[] => {
    if (part.kind === 'Literal') return [part.text]
    if (part.kind === 'Repeat') return literalsIn(part.part)
    return 'parts' in part ? part.parts.flatMap(literalsIn) : []
  }
  return new Set([...rules].filter(([name]) => !isLexical(name)).flatMap(([, part]) => literalsIn(part)))
}
