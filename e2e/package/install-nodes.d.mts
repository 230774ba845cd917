export const otherVersions: readonly number[]
export function folderOfNode(version: number): string
export function nodeIsInstalled(version: number): boolean
