// Generated from the specification by `npm run generate`. Do not edit.

import type { Validator } from '../validator.ts'

export declare const cases: Validator
export declare const columns: Validator
export declare const explanation: Validator
export declare const overlay: Validator
export declare const registry: Validator
export declare const ruleset: Validator
export declare const sample: Validator
export declare const survivors: Validator
