import { outlineOf } from '../export/outline.ts'
import { outlineText } from '../export/outline-text.ts'
import type { ParsedExecution } from '../history/parsed-history.ts'
import { readHistoryFile } from '../history/read-history-file.ts'
import { createTreeBuilder } from '../model/tree-builder.ts'
import { jsonOnOneLine, onOneLine } from '../words/on-one-line.ts'
import type { OutlineCommand } from './command-line.ts'
import { explainTargetOf } from './explain-target.ts'
import { complaint, readBytes } from './history-bytes.ts'
import { outlineForest } from './outline-forest.ts'

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
      const target = /^\s*["'<]?(?:arn(?::|%3A)|https?:)/i.test(file) ? await explainTargetOf(file) : undefined
      if (target !== undefined && target.kind !== 'file') {
        status = Math.max(status, await outlineForest(target, { ...command, given: file }, output))
        continue
      }
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
