import type { LinkPatch } from '../../state/link-writer.ts'
import { CHOOSE_BASELINE } from '../compare/choose-baseline-place.ts'

/** A place of the execution page that a key reaches. */
export interface Region {
  readonly id: string
  /** The letter behind `g`. */
  readonly letter: string
  /** `Go to the failures`. */
  readonly does: string
  /** What of the link brings it to the page. */
  readonly patch: LinkPatch
  /** The element that takes the focus: the first of these that is there. */
  readonly target: string
}

/** An open drawer shows one answer; its panel holds the focus. */
const ANSWER = '[aria-label="Answers"] [role="tabpanel"]'
/** Where one is still to be chosen, that is where the reader goes on. */
const COMPARE = `${CHOOSE_BASELINE}, ${ANSWER}:not(:has(${CHOOSE_BASELINE}))`
const TREE = '.chart [role="treegrid"] [role="row"][tabindex="0"]'

/** All that `g` and a letter lead to: heard by the page, listed by the help sheet and offered by the palette. */
export const REGIONS: readonly Region[] = [
  { id: 'timeline', letter: 'l', does: 'Go to the timeline', patch: { tab: undefined }, target: TREE },
  { id: 'failures', letter: 'f', does: 'Go to the failures', patch: { panel: 'failures' }, target: ANSWER },
  { id: 'time', letter: 't', does: 'Go to where the time went', patch: { panel: 'time' }, target: ANSWER },
  {
    ...{ id: 'path', letter: 'p', does: 'Go to the critical path' },
    ...{ patch: { panel: 'path', criticalPath: true }, target: ANSWER },
  },
  { id: 'compare', letter: 'v', does: 'Compare with…', patch: { panel: 'compare' }, target: COMPARE },
  { id: 'cost', letter: 'c', does: 'Go to events and cost', patch: { panel: 'cost' }, target: ANSWER },
  {
    ...{ id: 'events', letter: 'e', does: 'Go to the events', patch: { tab: 'events' } },
    target: '[role="grid"][aria-label="Events"] [tabindex="0"], [role="grid"][aria-label="Events"]',
  },
  {
    ...{ id: 'states', letter: 's', does: 'Go to the states', patch: { tab: 'states' } },
    target: '[role="region"][aria-label="States"], section[aria-label="States"]',
  },
  {
    ...{ id: 'graph', letter: 'g', does: 'Go to the graph', patch: { tab: 'graph' } },
    target: '.sfn-graph-ground [tabindex="0"], .sfn-graph-list',
  },
  { id: 'details', letter: 'd', does: 'Go to the details', patch: {}, target: 'aside[aria-label^="Details of "]' },
]

/** The keys of a region, as they are shown. */
export function regionKeys({ letter }: Region): string {
  return `G ${letter.toUpperCase()}`
}
