import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'
import './notice.css'

interface NoticeProps {
  readonly tone: 'error' | 'warning' | 'info'
  readonly title?: ReactNode
  /** At its end: a button, a command to copy. */
  readonly action?: ReactNode
  readonly children?: ReactNode
}

const TONE_WORDS = { error: 'Error', warning: 'Warning', info: 'Info' } as const

/** Something to know about the page, told by shape, words and colour. */
export function Notice({ tone, title, action, children }: NoticeProps) {
  return (
    <div className={`kit-notice kit-notice--${tone}`}>
      <Icon name={tone === 'info' ? 'info' : 'alert'} />
      <span className="sfn-hidden">{TONE_WORDS[tone]}: </span>
      <div className="kit-notice-words">
        {title !== undefined && <b>{title}</b>}
        {children}
      </div>
      {action}
    </div>
  )
}
