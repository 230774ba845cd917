import { type ReactNode, useId, useState } from 'react'
import { Icon } from '../../kit/icons.tsx'
import { TabList } from '../../kit/tab-list.tsx'
import type { AnswersPanel } from '../../state/view-link.ts'
import type { CssPx } from '../../timeline/chart-types.ts'
import './answers.css'
import { Edge } from '../../kit/edge.tsx'

interface AnswersDrawerProps {
  readonly panel: AnswersPanel
  readonly isRunning: boolean
  /** It ended, and not well. */
  readonly mayBeRedriven: boolean
  readonly onPanel: (panel: AnswersPanel | undefined) => void
  readonly children: ReactNode
}

const TITLES: Readonly<Record<AnswersPanel, string>> = {
  failures: 'Failures',
  time: 'Where the time went',
  waiting: 'Waiting for',
  cost: 'Events and cost',
  redrive: 'Redrive',
}

const DEFAULT_PX = 268
const MIN_PX = 140

/** Answers about the whole execution, below the chart, so that what they point at stays in sight. */
export function AnswersDrawer({ panel, isRunning, mayBeRedriven, onPanel, children }: AnswersDrawerProps) {
  const [heightPx, setHeightPx] = useState<CssPx>(DEFAULT_PX)
  const panelId = useId()
  const tabs = (['failures', 'time', 'waiting', 'cost', 'redrive'] as const)
    .filter(id => id !== 'waiting' || isRunning || panel === 'waiting')
    .filter(id => id !== 'redrive' || mayBeRedriven || panel === 'redrive')
    .map(id => ({ id, text: TITLES[id] }))
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
        <TabList label="Answers" tabs={tabs} selected={panel} onSelect={onPanel} panelId={panelId} />
        <button type="button" className="sfn-icon-button" aria-label="Close answers" onClick={() => onPanel(undefined)}>
          <Icon name="cross" size={14} />
        </button>
      </div>
      <div id={panelId} role="tabpanel" aria-label={TITLES[panel]} className="sfn-drawer-body" tabIndex={0}>
        {children}
      </div>
    </section>
  )
}
