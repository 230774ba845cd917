import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the lint reads beside the code. */
const CONFIG = ['.oxlintrc.json', '.oxlintrc.imports.json', 'src/tasks/waits-rule.mjs', 'src/tasks/foreign-rule.mjs']

/**
 * Plants files with forbidden (and allowed) code in a folder of their own and lints them as this project is linted.
 * @returns the files in which a finding matches `rule`. @throws Error where the lint finds nothing at all.
 */
export function filesBreaking(rule: RegExp, plants: readonly (readonly [file: string, code: string])[]): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'planted-'))
  try {
    for (const file of CONFIG) put(join(folder, file), target => copyFileSync(join(root, file), target))
    for (const [file, code] of plants) put(join(folder, file), target => writeFileSync(target, `${code}\n`))
    const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint')
    const lint = [oxlint, '--format', 'unix', 'src']
    const { stdout, stderr } = spawnSync(process.execPath, lint, { cwd: folder, encoding: 'utf8' })
    // One line a finding: `src/model/x.ts:1:1: message [Error/eslint(no-restricted-imports)]`
    const findings = [...stdout.matchAll(/^(\S+?):\d+:\d+: (.*)$/gm)].filter(([, , told = '']) => rule.test(told))
    if (findings.length === 0) throw new Error(`oxlint found nothing at all: ${stdout}${stderr}`)
    return new Set(findings.map(([, file]) => file ?? ''))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function put(target: string, write: (target: string) => void): void {
  mkdirSync(dirname(target), { recursive: true })
  write(target)
}
