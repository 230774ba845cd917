import { readFile, stat } from 'node:fs/promises'
import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import { HistoryFormatError } from '../history/history-format-error.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import { readHistoryFile } from '../history/read-history-file.ts'
import { MAX_HISTORY_FILE_BYTES, tooLarge } from '../history/too-large.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { OutlineCommand } from './command-line.ts'

/** Where the lines go. `write` resolves when there is room for more. */
export interface OutlineOutput {
  write(text: string): Promise<void>
  complain(line: string): void
}

/**
 * Prints the spans of each file. A file that is no history gets a line on standard error and the others go on.
 * @returns the exit status: 1 if any file could not be read.
 */
export async function runOutline(command: OutlineCommand, output: OutlineOutput): Promise<number> {
  let status = 0
  for (const file of command.files) {
    try {
      const name = file === '-' ? 'standard input' : file
      const { executions } = await readHistoryFile(await readBytes(file), name)
      await output.write(command.json ? jsonLines(executions, file, command) : texts(executions, file, command))
    } catch (error) {
      output.complain(onOneLine(`sfn-timeline: ${complaint(file, error)}`))
      status = 1
    }
  }
  return status
}

function treeOf(execution: ParsedExecution) {
  const builder = createTreeBuilder()
  builder.append(execution.events)
  return builder.seal()
}

/** A log export may hold several executions: then each has its line and says which it is. */
function jsonLines(executions: readonly ParsedExecution[], file: string, command: OutlineCommand): string {
  return executions
    .map(execution => {
      const which = executions.length > 1 ? { executionArn: execution.executionArn ?? null } : {}
      const name = command.files.length > 1 ? { file } : {}
      const { partial, notices } = execution
      const told = { ...(partial === undefined ? {} : { partial }), ...(notices.length === 0 ? {} : { notices }) }
      return `${jsonOnOneLine({ ...name, ...which, ...told, ...outlineOf(treeOf(execution)) })}\n`
    })
    .join('')
}

function texts(executions: readonly ParsedExecution[], file: string, command: OutlineCommand): string {
  const options = { failed: command.failed, ...(command.depth === undefined ? {} : { depth: command.depth }) }
  return executions
    .map(execution => {
      const titles = [
        command.files.length > 1 ? file : undefined,
        executions.length > 1 ? execution.executionArn : undefined,
        ...[execution.partial, ...execution.notices].map(words => words && `(${words})`),
      ].filter(Boolean)
      const title = titles.length > 0 ? `${onOneLine(titles.join('  '))}\n` : ''
      return `${title}${outlineText(treeOf(execution), options)}\n`
    })
    .join('\n')
}

async function readBytes(file: string): Promise<Uint8Array> {
  if (file === '-') return readStandardInput()
  const { size } = await stat(file)
  if (size > MAX_HISTORY_FILE_BYTES) throw tooLarge(size, file)
  return readFile(file)
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of process.stdin) {
    if (!(chunk instanceof Uint8Array)) continue
    bytes += chunk.length
    if (bytes > MAX_HISTORY_FILE_BYTES) throw tooLarge(bytes, 'standard input')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function complaint(file: string, error: unknown): string {
  if (error instanceof HistoryFormatError) {
    const text = error.message.startsWith(file) ? error.message : `${file}: ${error.message}`
    return `${text} ${error.whatToDo}`.replaceAll('\n', ' ')
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return `${file}: there is no such file.`
  if (code === 'EISDIR') return `${file}: this is a folder; name the files in it.`
  if (code === 'EACCES') return `${file}: this user may not read it.`
  return `${file}: cannot be read (${error instanceof Error ? error.message : String(error)}).`
}
