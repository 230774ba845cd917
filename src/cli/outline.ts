import { outlineOddities, outlineRows } from '../export/outline.ts'
import { outlineLines } from '../export/outline-text.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import { historyAlone, readHistoryFiles } from '../history/read-history-file.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { fileForest } from '../source/file-forest.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { OutlineCommand } from './command-line.ts'
import type { CommandOutput } from './command-output.ts'
import { explainTargetOf } from './explain-target.ts'
import { complaint, readBytes } from './history-bytes.ts'
import { outlineForest } from './outline-forest.ts'

/**
 * Prints the spans of each file. A file that is no history gets a line on standard error and the others go on.
 * @returns the exit status: 1 if any file could not be read.
 */
export async function runOutline(command: OutlineCommand, output: CommandOutput): Promise<number> {
  let status = 0
  if (command.children && !command.files.some(isArnOrLink)) return outlineTogether(command, output)
  for (const file of command.files) {
    try {
      const target = isArnOrLink(file) ? await explainTargetOf([file]) : undefined
      if (target !== undefined && target.kind !== 'files') {
        status = Math.max(status, await outlineForest(target, { ...command, given: file }, output))
        continue
      }
      const name = file === '-' ? 'standard input' : file
      const executions = await executionsIn(await readBytes(file), name)
      const pieces = command.json ? jsonPieces : textPieces
      await writeAll(pieces(executions, file, command), output)
    } catch (error) {
      output.complain(onOneLine(`sfn-timeline: ${complaint(file, error)}`))
      status = 1
    }
  }
  return status
}

function isArnOrLink(text: string): boolean {
  return /^\s*["'<]?(?:arn(?::|%3A)|https?:)/i.test(text)
}

/** `--children` of files: they are read together, and what one execution started in one of them stands below it. */
async function outlineTogether(command: OutlineCommand, output: CommandOutput): Promise<number> {
  try {
    const target = await explainTargetOf(command.files)
    return await outlineForest(target, { ...command, given: command.files.join(' '), files: [] }, output)
  } catch (error) {
    output.complain(onOneLine(`sfn-timeline: ${complaint(command.files.join(', '), error)}`))
    return 1
  }
}

/** A file of a Map Run's results tells of the execution that stands around it. */
async function executionsIn(bytes: Uint8Array, name: string): Promise<readonly ParsedExecution[]> {
  const read = await readHistoryFiles([{ name, bytes }])
  return read.mapRuns.length > 0 ? fileForest(read).executions : historyAlone(read, name).executions
}

function treeOf(execution: ParsedExecution) {
  const builder = createTreeBuilder({ walkedOnce: true })
  builder.append(execution.events)
  return builder.seal({ endsUntold: execution.endsUntold === true })
}

/** A log export may hold several executions: then each has its line and says which it is. */
function* jsonPieces(executions: readonly ParsedExecution[], file: string, command: OutlineCommand): Generator<string> {
  for (const execution of executions) {
    const which = executions.length > 1 ? { executionArn: execution.executionArn ?? null } : {}
    const name = command.files.length > 1 ? { file } : {}
    const { partial, notices } = execution
    const told = { ...(partial === undefined ? {} : { partial }), ...(notices.length === 0 ? {} : { notices }) }
    const head = jsonOnOneLine({ ...name, ...which, ...told })
    yield head === '{}' ? '{"spans":[' : `${head.slice(0, -1)},"spans":[`
    const tree = treeOf(execution)
    let separator = ''
    for (const row of outlineRows(tree)) {
      yield separator + jsonOnOneLine(row)
      separator = ','
    }
    yield `],"oddities":${jsonOnOneLine(outlineOddities(tree))}}\n`
  }
}

function* textPieces(executions: readonly ParsedExecution[], file: string, command: OutlineCommand): Generator<string> {
  const options = { failed: command.failed, ...(command.depth === undefined ? {} : { depth: command.depth }) }
  let separator = ''
  for (const execution of executions) {
    const titles = [
      command.files.length > 1 ? file : undefined,
      executions.length > 1 ? execution.executionArn : undefined,
      ...[execution.partial, ...execution.notices].map(words => words && `(${words})`),
    ].filter(Boolean)
    yield separator
    if (titles.length > 0) yield `${onOneLine(titles.join('  '))}\n`
    for (const line of outlineLines(treeOf(execution), options)) yield `${line}\n`
    separator = '\n'
  }
}

const CHUNK_LENGTH = 64 * 1024

/** Together as one write, but never all of them: an outline may be longer than a string can be. */
async function writeAll(pieces: Iterable<string>, output: CommandOutput): Promise<void> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < CHUNK_LENGTH) continue
    await output.write(chunk)
    chunk = ''
  }
  await output.write(chunk)
}
