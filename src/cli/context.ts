/** What every command gets: the terminal, the command line, and the way to say what is wrong. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { CommandLine } from './command-line.ts'
import { type ExitCode, exitCodeOf } from './exit.ts'
import { type Io, type Style, styleOf } from './io.ts'

export const DIAGNOSTIC_FORMS = ['human', 'lines', 'json'] as const
export type DiagnosticForm = (typeof DIAGNOSTIC_FORMS)[number]

export interface Context {
  readonly io: Io
  readonly style: Style
  readonly line: CommandLine
  /** When the command was called, in milliseconds of the process. */
  readonly began: number
  /** To be set by the command, once. */
  finish(code: ExitCode): void
}

export interface ContextEnd {
  readonly context: Context
  code(): ExitCode
}

export function contextOf(io: Io, line: CommandLine): ContextEnd {
  let code: ExitCode = 0
  const finish = (found: ExitCode) => {
    code = found
  }
  const began = io.began ?? performance.now()
  return { context: { io, line, style: styleOf(io), began, finish }, code: () => code }
}

/** Says what is wrong, to people on the standard error output; ends the command accordingly. */
export async function tell(context: Context, diagnostics: readonly Diagnostic[]): Promise<ExitCode> {
  if (diagnostics.length > 0) context.io.err(await rendered(context, diagnostics, 'human'))
  const code = exitCodeOf(diagnostics)
  context.finish(code)
  return code
}

export async function rendered(
  { io, style }: Context,
  diagnostics: readonly Diagnostic[],
  form: DiagnosticForm,
): Promise<string> {
  if (form === 'json') return (await import('../diagnostics/render-json.ts')).renderJson(diagnostics)
  if (form === 'lines') return (await import('../diagnostics/render-line.ts')).renderLines(diagnostics)
  const { renderHuman } = await import('../diagnostics/render-human.ts')
  return renderHuman(diagnostics, { colours: style, width: io.width })
}
