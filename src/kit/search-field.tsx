import type { InputHTMLAttributes, ReactNode } from 'react'
import { Icon } from './icons.tsx'
import './search-field.css'

interface SearchFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'type'> {
  /** Read aloud, and in the empty field where no placeholder is given. */
  readonly label: string
  readonly value: string
  readonly onText: (text: string) => void
  readonly frameClassName?: string
  /** After the text: how many were found, buttons. */
  readonly children?: ReactNode
}

/** A line of text to look for, behind a magnifier. */
export function SearchField({ label, value, onText, frameClassName, children, ...input }: SearchFieldProps) {
  return (
    <div className={frameClassName === undefined ? 'sfn-search-box' : `sfn-search-box ${frameClassName}`}>
      <Icon name="search" size={14} />
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        spellCheck={false}
        {...input}
        value={value}
        onChange={event => onText(event.target.value)}
      />
      {children}
    </div>
  )
}
