// `node src/tasks/run-ts.mjs FILE.ts [arguments]`: bundles a TypeScript program of this repository (Node 20 runs none) and
// runs it here, in a worker thread too, from the repository's folder. Bundled rather than transformed file by file: figures
// of `npm run bench` must be those of real, optimised modules.
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { root } from './build.mjs'

const [program, ...args] = process.argv.slice(2)
if (program === undefined) {
  console.error('usage: node src/tasks/run-ts.mjs FILE.ts [arguments]')
  process.exit(2)
}
// A worker thread stands where the program that started it does, and may not move.
if (process.cwd() !== root) process.chdir(root)
const name = basename(program, '.ts')
const outDir = join(root, '.cache', 'run', name)
await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: { ssr: true, outDir, target: 'node20', minify: false, rolldownOptions: { input: { [name]: program } } },
})
process.argv = [process.argv[0], program, ...args]
await import(pathToFileURL(join(outDir, `${name}.js`)).href)
