#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { VERSION } from '../gateway/version.ts'
import { type Command, parseCommandLine } from './command-line.ts'
import { helpText } from './help.ts'
import { CLEAR_LINE } from './progress.ts'
import { UsageError } from './usage-error.ts'

// Built to dist/cli/sfn-timeline.js, beside dist/page.
const PROGRAM = fileURLToPath(import.meta.url)
const PAGE_DIR = fileURLToPath(new URL('../page', import.meta.url))

// The SDK would announce the end of its support for Node 20 at each start; that is ours to handle, not the person's.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

// `sfn-timeline outline … | head`: the reader has enough.
process.stdout.on('error', (error: Error & { code?: string }) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

/** What may take a while. */
const READS: ReadonlySet<Command['kind']> = new Set(['outline', 'explain', 'export', 'compare', 'runs'])

/** Each command is loaded when it is used: `outline` needs no AWS code to start fast. */
async function run(command: Command): Promise<number> {
  if (READS.has(command.kind)) endsByInterrupt()
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText(command.topic))
      return 0
    case 'version':
      process.stdout.write(`${VERSION}\n`)
      return 0
    case 'start':
      return (await import('./start.ts')).runStart(command, PAGE_DIR)
    case 'open':
      return (await import('./open-target.ts')).runOpen(command, PROGRAM)
    case 'outline':
      return (await import('./outline.ts')).runOutline(command, { write, complain })
    case 'explain':
      return (await import('./explain.ts')).runExplain(command, { write, complain })
    case 'export':
      return (await import('./export.ts')).runExport(command, { write, complain }, { pageDir: PAGE_DIR })
    case 'compare':
      return (await import('./compare.ts')).runCompare(command, { write, complain })
    case 'runs':
      return (await import('./runs.ts')).runRuns(command, { write, complain })
    case 'reset-token':
      return (await import('./reset-token.ts')).runResetToken()
    case 'stop':
      return (await import('./stop.ts')).runStop(command.port)
    case 'completion':
      process.stdout.write((await import('./completion.ts')).completionScript(command.shell))
      return 0
  }
}

function write(text: string | Uint8Array): Promise<void> {
  // oxlint-disable-next-line waits/timed -- a pipe is read as fast as whom it leads to reads
  return new Promise(resolve => {
    if (process.stdout.write(text)) resolve()
    else process.stdout.once('drain', resolve)
  })
}

/** Ctrl+C while something is read: it ends in words, on a line of its own, not in the middle of what tells how far reading is. */
function endsByInterrupt(): void {
  process.once('SIGINT', () => {
    complain(`${process.stderr.isTTY ? CLEAR_LINE : ''}sfn-timeline: cancelled.`)
    process.exit(130)
  })
}

function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}

try {
  const command = parseCommandLine(process.argv.slice(2))
  process.exitCode = await run(command)
  // A connection to AWS that is still being torn down must not hold the process.
  if (command.kind === 'start' || command.kind === 'open') process.exit()
} catch (error) {
  complain(`sfn-timeline: ${error instanceof Error ? error.message : String(error)}`)
  if (error instanceof Error && error.name === 'UnsafeFileError')
    complain('Run sfn-timeline reset-token to replace it.')
  if (error instanceof UsageError) complain('Run sfn-timeline --help to see what there is.')
  process.exitCode = error instanceof UsageError ? 2 : 1
}
