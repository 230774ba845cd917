import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * `npm run test:soak -- 30 src/model`: for so many minutes (10) the property tests whose path contains one of the words (all),
 * with a new seed each round. Stops at the first round that fails and prints its seed.
 */
const [minutes = '10', ...words] = process.argv.slice(2)
const files = [...find('src'), ...find('e2e')].filter(
  file => words.length === 0 || words.some(word => file.includes(word)),
)
if (files.length === 0) throw new Error(`no property tests in: ${words.join(', ')}`)
const until = Date.now() + Number(minutes) * 60_000
let rounds = 0
while (Date.now() < until) {
  const seed = String(randomInt(2 ** 31))
  const env = { ...process.env, PROPERTY_SEED: seed }
  const { status } = spawnSync('npx', ['vitest', 'run', '--silent', '--reporter=dot', ...files], {
    stdio: 'inherit',
    env,
  })
  rounds += 1
  if (status !== 0) {
    console.error(`round ${rounds} failed: PROPERTY_SEED=${seed}`)
    process.exit(1)
  }
}
console.log(`${rounds} rounds of ${files.length} files without a fault`)

/** @param {string} folder */
function find(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => !name.includes('node_modules'),
  )
  const tests = files.filter(name => name.endsWith('.test.ts')).map(name => path.join(folder, name))
  return tests.filter(file => readFileSync(file, 'utf8').includes("from 'fast-check'"))
}
