// `npm start` and `npm run outline`: builds what is stale, then runs the built command line in this process.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, root } from './build.mjs'

const outlineOnly = process.argv[2] === 'outline'
try {
  if (!outlineOnly) await build('page')
  await build('cli', { quiet: outlineOnly })
} catch (error) {
  console.error(error.message)
  process.exit(1)
}

// npm runs scripts in the package's folder; paths on the command line mean the folder the person is in.
if (process.env.INIT_CWD !== undefined) process.chdir(process.env.INIT_CWD)
const commandLine = join(root, 'dist', 'cli', 'sfn-timeline.js')
process.argv[1] = commandLine
await import(pathToFileURL(commandLine).href)
