import type { MemberId } from '../../forest/keys.ts'
import type { EventId } from '../../history/events.ts'
import type { IconName } from '../../kit/icons.tsx'
import type { Outcome, SpanKey } from '../../model/span.ts'
import type { ThumbnailShape } from '../../source/thumbnail.ts'
import type { Route } from '../../state/view-link-codec.ts'

/** What an entry is listed under. */
export type PaletteGroup =
  | 'open'
  | 'errors'
  | 'compare'
  | 'states'
  | 'iterations'
  | 'events'
  | 'recent'
  | 'commands'
  | 'search'

/** Where an entry leads. */
export type PaletteTarget =
  | { readonly kind: 'span'; readonly key: SpanKey }
  /** `member`: of an execution below. */
  | { readonly kind: 'event'; readonly eventId: EventId; readonly member?: MemberId }
  | { readonly kind: 'route'; readonly route: Route }
  /** `filters`: what does not match is hidden. */
  | { readonly kind: 'query'; readonly query: string; readonly filters: boolean }
  | { readonly kind: 'command'; readonly run: () => void }
  /** Says something, leads nowhere. */
  | { readonly kind: 'nothing' }

export type PalettePicture =
  /** How many visits took how long. */
  | { readonly kind: 'histogram'; readonly counts: readonly number[] }
  | { readonly kind: 'shapes'; readonly shapes: readonly ThumbnailShape[] }
  /** What is inside a span, drawn only where it is on show. */
  | { readonly kind: 'span'; readonly key: SpanKey }

/** A place by what a note says: of all whose note has `word`, the slowest is 0, the one after it 1. */
export interface NoteRank {
  readonly word: string
  readonly rank: number
}

/** One thing to go to or to do. */
export interface PaletteEntry {
  /** Tells it from all others. */
  readonly id: string
  readonly group: PaletteGroup
  readonly icon: IconName
  readonly title: string
  /** Looked through as the title is; empty for none. */
  readonly note: string
  /** At the right: a duration, a count, a date. */
  readonly figure?: string
  readonly outcome?: Outcome
  readonly picture?: PalettePicture
  /** What does the same without the palette. */
  readonly keys?: readonly string[]
  /** The same as a query. */
  readonly query?: string
  /** Its places among those of whom a note says the same. */
  readonly ranks?: readonly NoteRank[]
  readonly target: PaletteTarget
}

/** Entries of which some were asked for: `[from, to)` in the title with the note behind it, a blank between them. */
export interface FoundEntry {
  readonly entry: PaletteEntry
  readonly marks: readonly (readonly [from: number, to: number])[]
}

/** An entry's text as it is looked through. */
export function entryText({ title, note }: PaletteEntry): string {
  return note === '' ? title : `${title} ${note}`
}
