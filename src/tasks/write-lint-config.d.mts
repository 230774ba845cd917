/** See write-lint-config.mjs. */
export function importLintConfig(): unknown
export function committedLintConfig(): unknown
export function foldersWithoutRule(): readonly string[]
