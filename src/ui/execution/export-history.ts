import { toApiEvent } from '../../history/normalize-event.ts'
import type { ExecutionTree } from '../../model/execution-tree.ts'

/** The events loaded, as `aws stepfunctions get-execution-history` writes them: opens here again, and in other tools. */
export function historyJson(tree: ExecutionTree): string {
  const events: string[] = []
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const event = tree.event(id)
      if (event !== undefined) events.push(JSON.stringify(toApiEvent(event)))
    }
  }
  return `{"events":[\n${events.join(',\n')}\n]}\n`
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = safeFileName(name)
  link.click()
  // The download has begun by then; the blob would otherwise live as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Execution names are hostile text like any other: no path, no reserved characters. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 120)
  return safe === '' ? 'history' : safe
}
