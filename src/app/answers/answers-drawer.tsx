import { type ReactNode, useState } from 'react'
import { Edge } from '../../kit/edge.tsx'
import { Icon } from '../../kit/icons.tsx'
import type { AnswersPanel } from '../../state/view-link.ts'
import type { CssPx } from '../../timeline/chart-types.ts'
import { ANSWER_TITLES, ANSWERS_PANEL_ID, answerTabId } from './answer-titles.ts'
import '../parts/blocks.css'
import './answers.css'

interface AnswersDrawerProps {
  readonly panel: AnswersPanel
  readonly onClose: () => void
  readonly children: ReactNode
}

const DEFAULT_PX = 268
const MIN_PX = 140

/** An answer about the whole execution, below the chart, so that what it points at stays in sight. Its tab stands in the strip. */
export function AnswersDrawer({ panel, onClose, children }: AnswersDrawerProps) {
  const [heightPx, setHeightPx] = useState<CssPx>(DEFAULT_PX)
  const close = () => {
    onClose()
    document.getElementById(answerTabId(panel))?.focus()
  }
  return (
    <section className="sfn-drawer" aria-label="Answers" style={{ height: heightPx }}>
      <Edge
        label="Height of the answers"
        className="sfn-drawer-edge"
        axis="y"
        grows={-1}
        sizePx={heightPx}
        minPx={MIN_PX}
        maxPx={Math.max(MIN_PX, Math.round(window.innerHeight * 0.6))}
        stepPx={24}
        onSize={setHeightPx}
      />
      <div className="sfn-drawer-head">
        <h2>{ANSWER_TITLES[panel]}</h2>
        <button type="button" className="sfn-icon-button" aria-label="Close answers" onClick={close}>
          <Icon name="cross" size={14} />
        </button>
      </div>
      <div
        id={ANSWERS_PANEL_ID}
        role="tabpanel"
        aria-label={ANSWER_TITLES[panel]}
        className="sfn-drawer-body"
        tabIndex={0}
      >
        {children}
      </div>
    </section>
  )
}
