/** What is generated from a schema: whether a value keeps to it, and the faults found last. */
import type { SchemaError } from './shape-problem.ts'

export interface Validator {
  (data: unknown): boolean
  errors?: readonly SchemaError[] | null
}
