export interface EffectReport {
  readonly measures: readonly never[]
}
