import type { EffectReport } from '../effect/effect-report.ts'
import type { Labels } from './labels.ts'
export const effectText = (_report: EffectReport, _labels: Labels, _options: unknown): string => ''
