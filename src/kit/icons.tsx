import type { ReactNode } from 'react'
import './icons.css'

/** Drawn on a 16 grid with a 1.5 stroke, in the colour of the text around them. */
const SHAPES = {
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.6 3.6" />
    </>
  ),
  link: (
    <path d="M7 9.4a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9 6.6a2.6 2.6 0 0 0-3.7 0L3.1 8.8a2.6 2.6 0 0 0 3.7 3.7l.9-.9" />
  ),
  download: <path d="M8 2.5v7.6M4.8 7.2 8 10.3l3.2-3.1M2.8 13.3h10.4" />,
  upload: <path d="M8 10.4V2.8M4.8 5.8 8 2.7l3.2 3.1M2.8 9.6v3.7h10.4V9.6" />,
  external: <path d="M6.6 3.3H3.2v9.5h9.5V9.4M9.4 2.8h3.9v3.9M13 3.1 7.6 8.5" />,
  copy: (
    <>
      <rect x="5.6" y="5.6" width="7.6" height="7.6" rx="1.2" />
      <path d="M10.3 5.4V3H2.8v7.5h2.6" />
    </>
  ),
  check: <path d="m3.2 8.4 3.1 3.1 6.5-6.7" />,
  cross: <path d="m4.2 4.2 7.6 7.6m0-7.6-7.6 7.6" />,
  up: <path d="m3.6 10 4.4-4.4 4.4 4.4" />,
  down: <path d="m3.6 6 4.4 4.4L12.4 6" />,
  left: <path d="M10 3.6 5.6 8l4.4 4.4" />,
  right: <path d="M6 3.6 10.4 8 6 12.4" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.75V8l2.25 1.5" />
    </>
  ),
  failed: <path d="m4 4 8 8m0-8-8 8" strokeWidth="2.25" />,
  hook: <path d="M3.5 3v4a2.5 2.5 0 0 0 2.5 2.5h7M9.75 6l3.5 3.5-3.5 3.5" strokeWidth="2" />,
  square: <rect x="4" y="4" width="8" height="8" fill="currentColor" stroke="none" />,
  spinner: <path d="M8 2.6a5.4 5.4 0 1 0 5.4 5.4" />,
  alert: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.4v3.6M8 4.9v.4" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.2 6.4a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.2v.3" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.7" />
      <path d="M8 1.6v1.6m0 9.6v1.6M1.6 8h1.6m9.6 0h1.6M3.5 3.5l1.1 1.1m6.8 6.8 1.1 1.1m0-9-1.1 1.1m-6.8 6.8-1.1 1.1" />
    </>
  ),
  moon: <path d="M12.9 9.6A5.4 5.4 0 0 1 6.4 3.1a5.4 5.4 0 1 0 6.5 6.5Z" />,
  system: (
    <>
      <rect x="2" y="3" width="12" height="8" rx="1" />
      <path d="M5.6 13.4h4.8" />
    </>
  ),
  pause: <path d="M5.6 3.6v8.8m4.8-8.8v8.8" />,
  play: <path d="M5 3.4v9.2L12.4 8 5 3.4Z" />,
  refresh: <path d="M12.9 8a4.9 4.9 0 1 1-1.6-3.6l1.6 1.5M12.9 2.8v3.1H9.8" />,
  timeline: <path d="M2 4h6M5 8h6m-2.500 4H14" strokeWidth="2.25" />,
  file: <path d="M3.8 2.4h5.4l3 3v8.2H3.8V2.4Zm5.2.2v3h3" />,
  logs: (
    <>
      <rect x="3" y="2.4" width="10" height="11.2" rx="1.2" />
      <path d="M5.6 5.6h4.8M5.6 8h4.8m-4.8 2.4h3" />
    </>
  ),
  panel: (
    <>
      <rect x="2.2" y="3" width="11.6" height="10" rx="1.2" />
      <path d="M9.6 3v10" />
    </>
  ),
  zoomOut: <path d="M3 8h10" />,
  zoomIn: <path d="M3 8h10M8 3v10" />,
  pin: <path d="M5.5 2.5h5l-.7 4L12 9H4l2.2-2.5-.7-4ZM8 9v4.75" />,
  follow: <path d="M2 3h4v4.5h4V12h4M11.8 9.8 14 12l-2.2 2.2" />,
  fit: (
    <path d="M2.5 6V3.5a1 1 0 0 1 1-1H6M10 2.5h2.5a1 1 0 0 1 1 1V6M13.5 10v2.5a1 1 0 0 1-1 1H10M6 13.5H3.5a1 1 0 0 1-1-1V10" />
  ),
  task: (
    <>
      <rect x="2.25" y="2.25" width="11.5" height="11.5" rx="2" />
      <path d="M6.5 5.5v5l4-2.5z" fill="currentColor" stroke="none" />
    </>
  ),
  map: (
    <>
      <rect x="2.25" y="5.25" width="8.5" height="8.5" rx="1.5" />
      <path d="M5.25 5.25v-1.5a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-1.5" />
    </>
  ),
  mapRun: (
    <>
      <rect x="2.25" y="5.25" width="8.5" height="8.5" rx="1.5" />
      <path d="M5.25 5.25v-1.5a1.5 1.5 0 0 1 1.5-1.5h5.5a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-1.5" />
      <path d="M5.25 7.75v3.5l2.75-1.75z" fill="currentColor" stroke="none" />
    </>
  ),
  parallel: <path d="M1.75 8h4M13.75 3.25h-6a2 2 0 0 0-2 2v5.5a2 2 0 0 0 2 2h6" />,
  choice: <path d="M8 1.75 14.25 8 8 14.25 1.75 8z" />,
  pass: <path d="M2 8h11.5M9.5 4l4 4-4 4" />,
  succeed: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.25 8.25 2 2 3.5-4.25" />
    </>
  ),
  branch: <path d="M3.25 2v5.5a2 2 0 0 0 2 2h8M10 6l3.5 3.5L10 13" />,
  iteration: <path d="M6 2.5 4.75 13.5M11.25 2.5 10 13.5M2.5 5.75h11.25M2.25 10.25H13.5" />,
  attempt: <path d="M13.25 8a5.25 5.25 0 1 1-1.5-3.75M13.5 2v3h-3" />,
  unknown: <circle cx="8" cy="8" r="5.5" strokeDasharray="2 2.5" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof SHAPES

/** A decorative icon; whatever it says must also stand in words nearby or in the button's label. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
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
      {SHAPES[name]}
    </svg>
  )
}
