import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Folders whose tests must notice a planted fault; pixels and DOM are looked at in a browser instead. */
const FOLDERS = ['history', 'model', 'forest', 'analysis', 'words', 'timeline', 'export', 'source', 'loading']

/**
 * `npm run mutants` plants faults in every folder above, one after another (hours); `npm run mutants -- model` in one;
 * `npm run mutants -- src/model/phases.ts` in one file. Prints what survived and the score.
 */
const asked = process.argv.slice(2)
const mutate = (asked.length === 0 ? FOLDERS : asked).flatMap(name =>
  FOLDERS.includes(name) ? [`src/${name}/**/*.ts`] : [name],
)
const globs = [...mutate, '!src/**/*.test.ts', '!src/**/testing-*.ts'].join(',')
const stryker = fileURLToPath(new URL('bin/stryker.js', import.meta.resolve('@stryker-mutator/core/package.json')))
const { status } = spawnSync(process.execPath, [stryker, 'run', 'e2e/mutants/stryker.json', '--mutate', globs], {
  stdio: 'inherit',
})
process.exit(status ?? 1)
