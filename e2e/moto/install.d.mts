/** See install.mjs. */
export const motoServer: string
export function motoIsInstalled(): boolean
