/** Runs the command in this process, with its terminal. */
import type { ExitCode } from './exit.ts'
import { processIo } from './io.ts'
import { main } from './main.ts'

export const run = (args: readonly string[]): Promise<ExitCode> => main(args, processIo())
