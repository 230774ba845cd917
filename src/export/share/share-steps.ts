import type { Forest } from '../../forest/forest.ts'
import type { Millis } from '../../history/events.ts'
import { formatTimestamp } from '../../history/timestamps.ts'
import { Redactor } from '../../redaction/redactor.ts'
import type { RedactionRules } from '../../redaction/rules.ts'
import type { Told } from '../../redaction/told.ts'
import { type ForestPart, forestJson } from '../forest-json.ts'
import { takenWords } from './share-words.ts'

export interface ShareOrder {
  readonly forest: Forest
  readonly rules: RedactionRules
  /** Undefined: all of it. */
  readonly part: (ForestPart & { readonly words: string }) | undefined
  /** What the asked execution lacks, in words. */
  readonly lacking: string | undefined
  /** The parameters of a link to the view; undefined for none. */
  readonly view: string | undefined
  readonly now: Millis
}

/** A piece of the file; undefined while all is looked at, before anything is written. */
export type SharePiece = string | undefined

/**
 * What a file to share holds, as JSON, piece by piece: a forest's file with what it says of itself at the end. Returns what became of
 * all that is in it.
 */
export function* shareSteps(order: ShareOrder): Generator<SharePiece, Told> {
  const { forest, rules, part, lacking, view, now } = order
  const edit = new Redactor(rules)
  for (const _ of forestJson(forest, { edit, part })) yield undefined
  edit.learned()
  const more = () => {
    const taken = takenWords(edit.told, part?.words)
    return {
      shared: { at: formatTimestamp(now), view: view === undefined ? undefined : viewWithout(view, edit), taken },
    }
  }
  yield* forestJson(forest, { lacking, more, edit, part })
  return edit.told
}

/** The parameters of a link, each without what may not leave: a query may ask for the very thing. */
function viewWithout(view: string, edit: Redactor): string {
  const pairs = view.split('&').map(pair => {
    const [name = '', ...value] = pair.split('=')
    const given = value.join('=')
    const text = decoded(given)
    const without = edit.words(text, 'view')
    return without === text ? pair : `${name}=${encodeURIComponent(without)}`
  })
  return pairs.join('&')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
