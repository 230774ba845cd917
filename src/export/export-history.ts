import { toApiEvent } from '../history/normalize-event.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/**
 * The events loaded, as `aws stepfunctions get-execution-history` writes them: opens here again, and in other tools.
 * `lacking`: what is not in it, in words; stands in the first line.
 */
export function historyJson(tree: ExecutionTree, lacking?: string): string {
  const events: string[] = []
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const event = tree.event(id)
      if (event !== undefined) events.push(JSON.stringify(toApiEvent(event)))
    }
  }
  const partial = lacking === undefined ? '' : `"partial":${JSON.stringify(lacking)},`
  return `{${partial}"events":[\n${events.join(',\n')}\n]}\n`
}

/** Execution names are hostile text like any other: no path, no reserved characters. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 120)
  return safe === '' ? 'history' : safe
}
