/** The version of the program; the build puts it in. */
declare const YARDSTICK_VERSION: string | undefined

export const VERSION = typeof YARDSTICK_VERSION === 'undefined' ? '0.0.0-source' : YARDSTICK_VERSION
