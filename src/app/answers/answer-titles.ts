import type { AnswersPanel } from '../../state/view-link.ts'

/** What each kind of answer is called, on its tab and over its panel. */
export const ANSWER_TITLES: Readonly<Record<AnswersPanel, string>> = {
  failures: 'Failures',
  time: 'Time',
  path: 'Critical path',
  cost: 'Events and cost',
  redrive: 'Redrive',
  waiting: 'Waiting',
  compare: 'Compare',
}

/** The element that shows the answers; there is one on a page. */
export const ANSWERS_PANEL_ID = 'sfn-answers'

/** The element that opens an answer. */
export function answerTabId(panel: AnswersPanel): string {
  return `sfn-answer-tab-${panel}`
}
