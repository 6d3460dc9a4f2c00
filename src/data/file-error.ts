/** What to say of files that cannot be used. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { report } from '../diagnostics/report.ts'
import { spanOf } from '../source/source.ts'

/** Says of a file as a whole why it cannot be read. */
export const unreadableFile = (file: string, reason: string): Diagnostic =>
  report('data/unreadable-file', spanOf({ name: file, text: '' }, 0, 0), { file, reason })

/** What the system says about a file that cannot be used, in words; undefined for a fault of the program. */
export function reasonOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? (code.startsWith('Z_') ? 'the compressed file is damaged' : undefined)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else has this name',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  EIO: 'the disk gave an error',
  ELOOP: 'links lead in a circle',
  ERR_INVALID_ARG_VALUE: 'the name is not a path',
}
