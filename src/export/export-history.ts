import type { HistoryEvent } from '../history/events.ts'
import { toApiEvent } from '../history/normalize-event.ts'
import type { ExecutionTree } from '../model/execution-tree.ts'

/** A piece of a file. */
export interface FilePiece {
  readonly text: string
  /** How much of the file is there with this piece, 0..1. */
  readonly share: number
}

/** A piece is handed on when it holds so much, in characters: a history may be larger than a text can be. */
const PIECE_CHARS = 1_000_000

/**
 * The events loaded, as `aws stepfunctions get-execution-history` writes them, piece by piece: opens here again, and in other tools.
 * `lacking`: what is not in it, in words; stands in the first line.
 */
export function* historyJson(tree: ExecutionTree, lacking?: string): Generator<FilePiece> {
  let text = `{${lacking === undefined ? '' : `"partial":${JSON.stringify(lacking)},`}"events":[\n`
  let written = 0
  for (const event of eventsOf(tree)) {
    text += (written === 0 ? '' : ',\n') + JSON.stringify(toApiEvent(event))
    written++
    if (text.length < PIECE_CHARS) continue
    yield { text, share: written / tree.eventCount }
    text = ''
  }
  yield { text: `${text}\n]}\n`, share: 1 }
}

/** The same of any text that is written bit by bit; `sizeChars`: about how long it will be. */
export function* inPieces(texts: Iterable<string>, sizeChars: number): Generator<FilePiece> {
  let text = ''
  let written = 0
  for (const more of texts) {
    text += more
    // An empty text is a moment to let others work.
    if (text.length < PIECE_CHARS && more !== '') continue
    written += text.length
    yield { text, share: Math.min(1, written / sizeChars) }
    text = ''
  }
  yield { text, share: 1 }
}

/** About as many characters as `historyJson` will write. */
export function historySizeChars(tree: ExecutionTree): number {
  let chars = 0
  for (const { details } of eventsOf(tree)) {
    chars += 150
    for (const name in details) {
      const value = details[name]
      if (typeof value === 'string') chars += value.length
    }
  }
  return chars
}

function* eventsOf(tree: ExecutionTree): Generator<HistoryEvent> {
  for (const range of tree.loaded) {
    for (let id = range.from; id <= range.to; id++) {
      const event = tree.event(id)
      if (event !== undefined) yield event
    }
  }
}

/** Execution names are hostile text like any other: no path, no reserved characters. */
export function safeFileName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 120)
  return safe === '' ? 'history' : safe
}
