import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sampleFiles } from './sample-files.ts'

/** `npm run samples`: writes `public/samples`. Run from the repository's folder. */
const folder = join(process.cwd(), 'public', 'samples')
mkdirSync(folder, { recursive: true })
for (const { name, text } of sampleFiles()) {
  writeFileSync(join(folder, name), text)
  console.log(`${name} ${Buffer.byteLength(text)} bytes`)
}
