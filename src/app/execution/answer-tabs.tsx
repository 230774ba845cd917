import type { KeyboardEvent } from 'react'
import type { AnswersPanel } from '../../state/view-link.ts'
import { ANSWER_TITLES, ANSWERS_PANEL_ID, answerTabId } from '../answers/answer-titles.ts'

export interface AnswerTab {
  readonly panel: AnswersPanel
  /** Undefined while it is not known: its place is kept. */
  readonly figure: string | undefined
  /** What the figure is of, said at length. */
  readonly title: string | undefined
}

interface AnswerTabsProps {
  readonly tabs: readonly AnswerTab[]
  /** Figures are being worked out. */
  readonly busy: boolean
  readonly selected: AnswersPanel | undefined
  readonly onPanel: (panel: AnswersPanel | undefined) => void
}

/** The doors of the answers: one tab stop, arrows move along, and select where one is open already. */
export function AnswerTabs({ tabs, busy, selected, onPanel }: AnswerTabsProps) {
  const stop = tabs.some(({ panel }) => panel === selected) ? selected : tabs[0]?.panel
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length]
    if (next === undefined) return
    event.preventDefault()
    if (selected !== undefined) onPanel(next.panel)
    document.getElementById(answerTabId(next.panel))?.focus()
  }
  return (
    <div role="tablist" aria-label="Answers" aria-busy={busy} className="sfn-answer-tabs">
      {tabs.map(({ panel, figure, title }, at) => (
        <button
          key={panel}
          id={answerTabId(panel)}
          type="button"
          role="tab"
          className={`sfn-answer-tab sfn-answer-tab-${panel}`}
          title={title}
          aria-selected={panel === selected}
          aria-controls={panel === selected ? ANSWERS_PANEL_ID : undefined}
          tabIndex={panel === stop ? 0 : -1}
          onKeyDown={event => onKeyDown(event, at)}
          onClick={() => onPanel(panel === selected ? undefined : panel)}
        >
          {ANSWER_TITLES[panel]} <span className="sfn-answer-figure">{figure ?? '…'}</span>
        </button>
      ))}
    </div>
  )
}
