import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { Icon } from '../kit/icons.tsx'
import { readPasted } from '../state/pasted.ts'
import type { Openable } from './open/target-form.tsx'

interface AddressInputProps {
  /** What is open now. */
  readonly value: string
  readonly onOpen: (target: Openable) => void
  readonly onPalette: () => void
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform)

/** The ARN of what is open, and the way to the next: paste, Enter; or the palette, which its button opens. */
export function AddressInput({ value, onOpen, onPalette }: AddressInputProps) {
  const [text, setText] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const problemId = useId()
  const close = () => {
    setText(undefined)
    setProblem(undefined)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const target = readPasted(text ?? value)
    if ('message' in target) {
      setProblem(`${target.message} ${target.whatToDo}`)
      return
    }
    close()
    input.current?.blur()
    onOpen(target)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
    input.current?.blur()
  }
  return (
    <form className="sfn-address" onSubmit={onSubmit} role="search" aria-label="Open another execution">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="text"
        className="sfn-mono"
        aria-label="ARN or console link"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : problemId}
        spellCheck={false}
        autoComplete="off"
        value={text ?? value}
        onChange={event => {
          setText(event.target.value)
          setProblem(undefined)
        }}
        onFocus={event => event.target.select()}
        onBlur={() => problem === undefined && close()}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="sfn-address-key"
        aria-label="Find anything"
        title="Find anything"
        onClick={onPalette}
      >
        {IS_MAC ? '⌘ K' : 'Ctrl K'}
      </button>
      <div id={problemId} role="alert" className={problem === undefined ? 'sfn-hidden' : 'sfn-address-problem'}>
        {problem}
      </div>
    </form>
  )
}
