/**
 * The command `yardstick`: reads the command line, hands over to one command, and ends with 0, 1 or 2.
 * Commands import what they need when they run, so that a small one starts at once.
 */
import { Command, CommanderError } from 'commander'
import { nearest } from '../diagnostics/nearest.ts'
import { report } from '../diagnostics/report.ts'
import { CommandLine } from './command-line.ts'
import { auditCommand } from './commands/audit.ts'
import { checkCommand } from './commands/check.ts'
import { confirmCommand } from './commands/confirm.ts'
import { diffCommand } from './commands/diff.ts'
import { explainCommand } from './commands/explain.ts'
import { exportCommand } from './commands/export.ts'
import { fmtCommand } from './commands/fmt.ts'
import { listCommand } from './commands/list.ts'
import { newCommand } from './commands/new.ts'
import { reckonCommand } from './commands/reckon.ts'
import { runCommand } from './commands/run.ts'
import { sampleCommand } from './commands/sample.ts'
import { showCommand } from './commands/show.ts'
import { testCommand } from './commands/test.ts'
import { type Context, contextOf, tell } from './context.ts'
import type { ExitCode } from './exit.ts'
import { withExamples } from './help-examples.ts'
import type { Io } from './io.ts'
import { VERSION } from './version.ts'

const COMMANDS = [
  runCommand,
  explainCommand,
  reckonCommand,
  checkCommand,
  testCommand,
  diffCommand,
  auditCommand,
  newCommand,
  confirmCommand,
  showCommand,
  listCommand,
  sampleCommand,
  exportCommand,
  fmtCommand,
]

/** Runs a command line (without the name of the program). Nothing is thrown for what the user did. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  const { context, code } = contextOf(io, new CommandLine(args))
  const program = programOf(context)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) await tellMisuse(context, program, args, error)
  }
  return code()
}

function programOf(context: Context): Command {
  const { io } = context
  const program = withExamples(
    new Command('yardstick')
      .description('Rules as data: check them, run them on a cohort, explain the results.')
      .version(VERSION, '-V, --version', 'print the version')
      .helpOption('-h, --help', 'print help; `yardstick COMMAND --help` says more on a command'),
  )
  for (const command of COMMANDS) {
    program.addCommand(command(context).helpOption('-h, --help', 'print this help'))
  }
  for (const it of [program, ...program.commands]) {
    it.exitOverride()
      .configureOutput({
        writeOut: text => io.out(text),
        writeErr: () => undefined,
        getOutHelpWidth: () => io.width,
      })
      .helpCommand(false)
  }
  return program.action(() => program.help())
}

/** Says what commander found wrong in our own form. */
async function tellMisuse(
  context: Context,
  program: Command,
  args: readonly string[],
  error: CommanderError,
): Promise<void> {
  const { line } = context
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? ''
  const command = program.commands.find(it => it.name() === args[0]) ?? program
  if (error.code === 'commander.unknownOption') {
    const option = word.split('=')[0] ?? word
    const known = command.options.flatMap(it => it.long ?? [])
    const at = line.word(word).at
    await tell(context, [report('misuse/unknown-option', at, { option, nearest: nearest(option, known) })])
  } else if (error.code === 'commander.unknownCommand' || (command === program && args.length > 0)) {
    const name = args.find(it => !it.startsWith('-')) ?? word
    const near = nearest(
      name,
      program.commands.map(it => it.name()),
    )
    await tell(context, [
      report('misuse/unknown-command', line.word(name).at, { command: name, nearest: near }),
    ])
  } else {
    const problem = error.message.replace(/^error: /, '').replace(/\.?\s*$/, '')
    await tell(context, [report('misuse/usage', line.word(word).at, { problem: lowerFirst(problem) })])
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
