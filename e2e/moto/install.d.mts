/** See install.mjs. */
export const motoServer: string
export const motoPython: string
export function motoIsInstalled(): boolean
