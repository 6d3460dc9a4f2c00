/** Sizes of findings. */

/** Without the dust of floating point. */
export const rounded = (size: number): number => Math.round(size * 1e6) / 1e6
