import type { ReactNode } from 'react'
import type { Outcome, Span } from '../../model/span.ts'

/** 14 px on a 16 grid, 1.5 px strokes in the text colour around. Decoration: the row's text says the same. */
function Icon({ children, size = 14 }: { readonly children: ReactNode; readonly size?: number }) {
  return (
    <svg
      className="sfn-icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

const SHAPES: Readonly<Record<string, ReactNode>> = {
  Task: (
    <>
      <rect x="2.25" y="2.25" width="11.5" height="11.5" rx="2" />
      <path d="M6.5 5.5v5l4-2.5z" fill="currentColor" stroke="none" />
    </>
  ),
  Map: (
    <>
      <rect x="2.25" y="5.25" width="8.5" height="8.5" rx="1.5" />
      <path d="M5.25 5.25v-1.5a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-1.5" />
    </>
  ),
  Parallel: <path d="M1.75 8h4M13.75 3.25h-6a2 2 0 0 0-2 2v5.5a2 2 0 0 0 2 2h6" />,
  Choice: <path d="M8 1.75 14.25 8 8 14.25 1.75 8z" />,
  Wait: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  Pass: <path d="M2 8h11.5M9.5 4l4 4-4 4" />,
  Succeed: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.25 8.25 2 2 3.5-4.25" />
    </>
  ),
  Fail: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" />
    </>
  ),
  Branch: <path d="M3.25 2v5.5a2 2 0 0 0 2 2h8M10 6l3.5 3.5L10 13" />,
  Iteration: <path d="M6 2.5 4.75 13.5M11.25 2.5 10 13.5M2.5 5.75h11.25M2.25 10.25H13.5" />,
  MapRun: (
    <>
      <rect x="2.25" y="5.25" width="8.5" height="8.5" rx="1.5" />
      <path d="M5.25 5.25v-1.5a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-1.5" />
      <path d="M5.25 7.75v3.5l2.75-1.75z" fill="currentColor" stroke="none" />
    </>
  ),
  Attempt: <path d="M13.25 8a5.25 5.25 0 1 1-1.5-3.75M13.5 2v3h-3" />,
  Unknown: <circle cx="8" cy="8" r="5.5" strokeDasharray="2 2.5" />,
}

function shapeName(span: Span): string {
  switch (span.kind) {
    case 'stateVisit':
      return span.stateType
    case 'mapIteration':
      return 'Iteration'
    case 'parallelBranch':
      return 'Branch'
    case 'mapRun':
      return 'MapRun'
    case 'taskAttempt':
      return 'Attempt'
    case 'execution':
      return 'Pass'
  }
}

/** The icon of a span's kind; for a state visit that of its state type, dashed for a type nobody knows yet. */
export function SpanIcon({ span }: { readonly span: Span }) {
  return <Icon>{SHAPES[shapeName(span)] ?? SHAPES['Unknown']}</Icon>
}

const OUTCOME_SHAPES: Readonly<Record<Outcome, ReactNode>> = {
  succeeded: <path d="m3.5 8.5 3 3 6-7" />,
  running: <path d="M8 2.5A5.5 5.5 0 1 1 2.5 8" />,
  failed: <path d="m4 4 8 8m0-8-8 8" strokeWidth="2.25" />,
  timedOut: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.75V8h2.5" />
    </>
  ),
  caught: <path d="M3.5 3v4a2.5 2.5 0 0 0 2.5 2.5h7M9.75 6l3.5 3.5-3.5 3.5" strokeWidth="2" />,
  aborted: <rect x="4" y="4" width="8" height="8" fill="currentColor" stroke="none" />,
}

/** The shape that tells an outcome without colour, 12 px, in the outcome's own strong colour. */
export function OutcomeIcon({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span className={`sfn-outcome sfn-outcome-${outcome}`}>
      <Icon size={12}>{OUTCOME_SHAPES[outcome]}</Icon>
    </span>
  )
}

/** The triangle before a row that opens. */
export function TwistyIcon({ open }: { readonly open: boolean }) {
  return <Icon>{open ? <path d="m4 6 4 4 4-4" /> : <path d="m6 4 4 4-4 4" />}</Icon>
}

export const ZoomOutIcon = () => (
  <Icon>
    <path d="M3 8h10" />
  </Icon>
)

export const ZoomInIcon = () => (
  <Icon>
    <path d="M3 8h10M8 3v10" />
  </Icon>
)

export const FitIcon = () => (
  <Icon>
    <path d="M2.5 6V3.5a1 1 0 0 1 1-1H6M10 2.5h2.5a1 1 0 0 1 1 1V6M13.5 10v2.5a1 1 0 0 1-1 1H10M6 13.5H3.5a1 1 0 0 1-1-1V10" />
  </Icon>
)
