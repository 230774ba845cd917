/** See install.mjs. */
export const localstackPython: string
export function localstackIsInstalled(): boolean
export function skipLocalstack(reason: string): void
