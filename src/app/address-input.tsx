import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { parseTarget } from '../history/target.ts'
import { Icon } from '../kit/icons.tsx'
import { usePageKeys } from '../kit/page-keys.ts'
import type { Openable } from './open/target-form.tsx'

interface AddressInputProps {
  /** What is open now. */
  readonly value: string
  readonly onOpen: (target: Openable) => void
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform)

/** The ARN of what is open, and the way to the next: Ctrl+K or ⌘K, paste, Enter. */
export function AddressInput({ value, onOpen }: AddressInputProps) {
  const [text, setText] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const problemId = useId()
  usePageKeys(event => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return false
    input.current?.focus()
    input.current?.select()
    return true
  })
  const close = () => {
    setText(undefined)
    setProblem(undefined)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const target = parseTarget(text ?? value)
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
        aria-label="Execution ARN, Map Run ARN or console link"
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
      <kbd aria-hidden="true">{IS_MAC ? '⌘ K' : 'Ctrl K'}</kbd>
      <div id={problemId} role="alert" className={problem === undefined ? 'sfn-hidden' : 'sfn-address-problem'}>
        {problem}
      </div>
    </form>
  )
}
