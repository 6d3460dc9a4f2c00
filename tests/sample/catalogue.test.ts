/** Every example about descriptions of samples fails as said, at the place said, and its repair does not. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { testCatalogue } from '../fixtures/catalogue.ts'
import { type SampleExample, sampleOf } from './samples.ts'

const saidAbout = (
  example: SampleExample & { readonly at?: string | readonly string[] },
): readonly Diagnostic[] => sampleOf(example).diagnostics

testCatalogue('sample', saidAbout)
